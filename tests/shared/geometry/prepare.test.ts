import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import type { Size } from '../../../shared/domain/size.ts';
import {
  defaultPreparation,
  equalise,
  fillNetworkInput,
  greyHistogram,
  letterboxImage,
  maskImage,
  preparationKey,
  prepare,
  resizeArea,
  resizeOpencvLinear,
} from '../../../shared/geometry/index.ts';
import { hashedPicture } from '../../support/hashed-picture.ts';

const side = fc.integer({ min: 1, max: 40 });
const picture = fc
  .tuple(side, side, fc.integer({ min: 0, max: 1000 }))
  .map(([width, height, seed]) => hashedPicture(width, height, seed));
const plain: Preparation = { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] };

/** Area averaging from its definition, slowly: every overlap as an exact fraction. */
function areaByDefinition(image: GreyImage, size: Size): number[] {
  const levels: number[] = [];
  for (let y = 0; y < size.heightPx; y++) {
    for (let x = 0; x < size.widthPx; x++) {
      let sum = 0n;
      for (let v = 0; v < image.heightPx; v++) {
        const down = overlap(y * image.heightPx, (y + 1) * image.heightPx, v * size.heightPx, (v + 1) * size.heightPx);
        for (let u = 0; u < image.widthPx && down > 0; u++) {
          const across = overlap(x * image.widthPx, (x + 1) * image.widthPx, u * size.widthPx, (u + 1) * size.widthPx);
          sum += BigInt(across * down * image.data[v * image.widthPx + u]);
        }
      }
      const divisor = BigInt(image.widthPx * image.heightPx);
      levels.push(Number((2n * sum + divisor) / (2n * divisor)));
    }
  }
  return levels;
}

function overlap(aMin: number, aMax: number, bMin: number, bMax: number): number {
  return Math.max(0, Math.min(aMax, bMax) - Math.max(aMin, bMin));
}

describe('the area kernel', () => {
  test('is the exact mean of the covered source area, halves rounded up, for any ratio', () => {
    fc.assert(
      fc.property(picture, side, side, (image, widthPx, heightPx) => {
        const size = { widthPx, heightPx };
        expect([...resizeArea(image, size).data]).toEqual(areaByDefinition(image, size));
      }),
      { numRuns: 60 },
    );
  });

  test('8 : 1 takes the same way as its definition, also where the rows begin at odd addresses', () => {
    const image = hashedPicture(64, 21, 5);
    const size = { widthPx: 8, heightPx: 4 };
    const shifted = new Uint8Array(image.data.length + 1);
    shifted.set(image.data, 1);
    expect([...resizeArea(image, size).data]).toEqual(areaByDefinition(image, size));
    expect([...resizeArea({ ...image, data: shifted.subarray(1) }, size).data]).toEqual(areaByDefinition(image, size));
  });

  test('keeps a picture of one level, at every size', () => {
    fc.assert(
      fc.property(side, side, side, side, fc.integer({ min: 0, max: 255 }), (w, h, widthPx, heightPx, level) => {
        const image = { widthPx: w, heightPx: h, data: new Uint8Array(w * h).fill(level) };
        expect(resizeArea(image, { widthPx, heightPx }).data.every((each) => each === level)).toBe(true);
      }),
    );
  });
});

describe('both kernels', () => {
  test('never leave the range of levels of the source', () => {
    fc.assert(
      fc.property(picture, side, side, (image, widthPx, heightPx) => {
        const low = Math.min(...image.data);
        const high = Math.max(...image.data);
        for (const resize of [resizeArea, resizeOpencvLinear]) {
          const { data } = resize(image, { widthPx, heightPx });
          // The linear kernel truncates as OpenCV does and may fall one level short.
          expect(Math.min(...data)).toBeGreaterThanOrEqual(low - 1);
          expect(Math.max(...data)).toBeLessThanOrEqual(high);
        }
      }),
    );
  });
});

describe('the histogram', () => {
  test('counts each level once, in small pictures and large ones, at any address', () => {
    for (const [widthPx, heightPx] of [
      [7, 5],
      [601, 487],
      [640, 480],
    ]) {
      const { data } = hashedPicture(widthPx, heightPx, 9, 3, 240);
      const expected = new Array<number>(256).fill(0);
      for (const level of data) expected[level] += 1;
      const shifted = new Uint8Array(data.length + 1);
      shifted.set(data, 1);
      expect([...greyHistogram(data)]).toEqual(expected);
      expect([...greyHistogram(shifted.subarray(1))]).toEqual(expected);
    }
  });
});

describe('preparation', () => {
  test('the station picture becomes 306x256, area-averaged and equalised', () => {
    const source = hashedPicture(2448, 2050, 1, 40, 90);
    const prepared = prepare(source, defaultPreparation(source));
    expect(prepared).toMatchObject({ widthPx: 306, heightPx: 256 });
    const size = { widthPx: 306, heightPx: 256 };
    expect(prepared.data).toEqual(equalise(resizeArea(source, size)).data);
  });

  test('by default stretches within 2 % of the station aspect and keeps the aspect of everything else', () => {
    expect(defaultPreparation({ widthPx: 2448, heightPx: 2050 })).toEqual({
      size: { widthPx: 306, heightPx: 256 },
      fit: 'stretch',
      kernel: 'area',
      equalise: true,
      mask: [],
    });
    expect(defaultPreparation({ widthPx: 1224, heightPx: 1025 }).fit).toBe('stretch');
    expect(defaultPreparation({ widthPx: 2448, heightPx: 2088 }).fit).toBe('stretch');
    expect(defaultPreparation({ widthPx: 2448, heightPx: 2095 }).fit).toBe('letterbox');
    expect(defaultPreparation({ widthPx: 500, heightPx: 1240 })).toMatchObject({
      size: { widthPx: 320, heightPx: 320 },
      fit: 'letterbox',
      equalise: false,
    });
    expect(defaultPreparation({ widthPx: 200, heightPx: 180 })).toMatchObject({
      size: { widthPx: 200, heightPx: 200 },
    });
  });

  test('a picture that is already prepared is taken as it is and not equalised twice', () => {
    const prepared = hashedPicture(306, 256, 2, 10, 200);
    expect(prepare(prepared, defaultPreparation(prepared)).data).toEqual(prepared.data);
  });

  test('a mask blackens every pixel it touches before resizing, and not the source', () => {
    const source = { widthPx: 8, heightPx: 8, data: new Uint8Array(64).fill(200) };
    const mask = [{ xMin: 3.5, yMin: -2, xMax: 4.5, yMax: 1 }];
    const masked = maskImage(source, mask);
    expect([...masked.data.subarray(0, 8)]).toEqual([200, 200, 200, 0, 0, 200, 200, 200]);
    expect([...masked.data.subarray(8, 16)]).toEqual(new Array(8).fill(200));
    expect(source.data.every((level) => level === 200)).toBe(true);
    const halved = prepare(source, { ...plain, size: { widthPx: 4, heightPx: 4 }, fit: 'stretch', mask });
    expect([...halved.data.subarray(0, 4)]).toEqual([200, 150, 150, 200]);
  });

  test('a mask outside the picture changes nothing', () => {
    const source = hashedPicture(9, 7, 3);
    const outside = [
      { xMin: 20, yMin: 0, xMax: 30, yMax: 5 },
      { xMin: 5, yMin: 3, xMax: 2, yMax: 6 },
    ];
    expect(maskImage(source, outside).data).toEqual(source.data);
  });
});

describe('the key of a preparation', () => {
  const base: Preparation = { ...plain, size: { widthPx: 306, heightPx: 256 }, fit: 'stretch' };

  test('does not depend on the order of keys or masks, nor on fields without effect', () => {
    const first = { xMin: 1, yMin: 2, xMax: 3, yMax: 4 };
    const second = { xMin: 0, yMin: 2, xMax: 3, yMax: 4 };
    expect(preparationKey({ ...base, mask: [first, second] })).toBe(preparationKey({ ...base, mask: [second, first] }));
    const reordered = { mask: [], equalise: false, kernel: 'area', fit: 'stretch', size: base.size } as const;
    expect(preparationKey({ ...reordered, mask: [] })).toBe(preparationKey(base));
    expect(preparationKey({ ...plain, size: { widthPx: 9, heightPx: 9 }, kernel: 'opencv-linear' })).toBe(
      preparationKey(plain),
    );
  });

  test('differs where the pixels differ', () => {
    const others: Preparation[] = [
      { ...base, equalise: true },
      { ...base, kernel: 'opencv-linear' },
      { ...base, fit: 'letterbox' },
      { ...base, size: { widthPx: 306, heightPx: 255 } },
      { ...base, mask: [{ xMin: 0, yMin: 0, xMax: 1, yMax: 1 }] },
      plain,
    ];
    expect(new Set([base, ...others].map(preparationKey)).size).toBe(others.length + 1);
  });
});

describe('the network input', () => {
  test('holds the prepared levels / 255 between pads of 114 / 255', () => {
    const prepared = hashedPicture(306, 256, 4);
    const tensor = new Float32Array(320 * 256);
    fillNetworkInput(tensor, 0, prepared, { widthPx: 320, heightPx: 256 }, 1);
    expect(tensor[6]).toBe(Math.fround(114 / 255));
    expect(tensor[7]).toBe(Math.fround(prepared.data[0] / 255));
    expect(tensor[312]).toBe(Math.fround(prepared.data[305] / 255));
    expect(tensor[313]).toBe(Math.fround(114 / 255));
    expect(tensor[320 + 7]).toBe(Math.fround(prepared.data[306] / 255));
  });

  test('repeats the grey plane for three channels and writes at its place in a batch', () => {
    const prepared = hashedPicture(20, 10, 4);
    const plane = 32 * 32;
    const network = { widthPx: 32, heightPx: 32 };
    const one = new Float32Array(plane);
    fillNetworkInput(one, 0, prepared, network, 1);
    const batch = new Float32Array(plane * 6).fill(-1);
    fillNetworkInput(batch, plane * 3, prepared, network, 3);
    for (const channel of [3, 4, 5]) expect(batch.subarray(channel * plane, (channel + 1) * plane)).toEqual(one);
    expect(batch.subarray(0, plane * 3).every((value) => value === -1)).toBe(true);
  });

  test('is resized by the opencv-linear kernel where the ratio is not 1', () => {
    const prepared = hashedPicture(306, 256, 4);
    const network = { widthPx: 160, heightPx: 160 };
    const content = resizeOpencvLinear(prepared, { widthPx: 160, heightPx: 134 });
    const input = letterboxImage(prepared, network);
    expect(input.data.subarray(13 * 160, 147 * 160)).toEqual(content.data);
    expect(input.data.subarray(0, 13 * 160).every((level) => level === 114)).toBe(true);
    expect(input.data.subarray(147 * 160).every((level) => level === 114)).toBe(true);
  });
});
