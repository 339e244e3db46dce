import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Affine,
  aboutCentre,
  enclosingBox,
  followedBy,
  identity,
  inverse,
  isIdentity,
  rotation,
  scaling,
  translation,
} from '../../electron/trainer/augment/affine.ts';
import { augment } from '../../electron/trainer/augment/augment.ts';
import { moveBoxes } from '../../electron/trainer/augment/boxes.ts';
import { type AugmentationLimits, drawAugmentation, unchanged } from '../../electron/trainer/augment/draw.ts';
import { mosaic } from '../../electron/trainer/augment/mosaic.ts';
import { outsideGrey, warp } from '../../electron/trainer/augment/warp.ts';
import { seededRandom } from '../../shared/domain/random.ts';
import { defaultParams } from '../../shared/formats/params.ts';
import { equalise } from '../../shared/geometry/equalise.ts';

const size = { widthPx: 64, heightPx: 48 };
const box = { xMin: 20, yMin: 10, xMax: 36, yMax: 22 };
const off: AugmentationLimits = {
  ...defaultParams.augment,
  shift_x: { max: 0, variant: 'keep-aspect' },
  shift_y: { max: 0, variant: 'keep-aspect' },
  zoom: { min: 1, max: 1, variant: 'keep-aspect' },
  brightness: { min: 1, max: 1 },
};

/** White where the box is (whole pixels), black elsewhere, noise of a few levels over all. */
function pictureOf({ xMin, yMin, xMax, yMax }: typeof box, noise = 0) {
  const random = seededRandom(3);
  const data = Uint8Array.from({ length: size.widthPx * size.heightPx }, (_, index) => {
    const x = index % size.widthPx;
    const y = Math.floor(index / size.widthPx);
    return (x >= xMin && x < xMax && y >= yMin && y < yMax ? 200 : 20) + Math.floor(random() * noise);
  });
  return { ...size, data };
}

/** The box of all pixels at least half white. */
function whiteBox(data: Uint8Array) {
  const found = { xMin: Number.POSITIVE_INFINITY, yMin: Number.POSITIVE_INFINITY, xMax: -1, yMax: -1 };
  data.forEach((level, index) => {
    if (level < 110 || level === outsideGrey) return;
    const x = index % size.widthPx;
    const y = Math.floor(index / size.widthPx);
    found.xMin = Math.min(found.xMin, x);
    found.yMin = Math.min(found.yMin, y);
    found.xMax = Math.max(found.xMax, x + 1);
    found.yMax = Math.max(found.yMax, y + 1);
  });
  return found;
}

const transforms = fc
  .record({
    angle: fc.double({ min: -45, max: 45, noNaN: true }),
    zoom: fc.double({ min: 0.5, max: 2, noNaN: true }),
    x: fc.double({ min: -30, max: 30, noNaN: true }),
    y: fc.double({ min: -30, max: 30, noNaN: true }),
    mirrored: fc.boolean(),
  })
  .map(({ angle, zoom, x, y, mirrored }) =>
    [
      aboutCentre(scaling(mirrored ? -1 : 1, 1), size),
      aboutCentre(rotation(angle), size),
      aboutCentre(scaling(zoom, zoom), size),
      translation(x, y),
    ].reduce(followedBy, identity),
  );

describe('affine transforms', () => {
  test('undo themselves', () => {
    fc.assert(
      fc.property(transforms, (transform) => {
        const both = followedBy(transform, inverse(transform));
        for (const key of Object.keys(identity) as (keyof Affine)[]) expect(both[key]).toBeCloseTo(identity[key], 8);
      }),
    );
  });

  test('put a turned box into the box that encloses its corners', () => {
    const turned = enclosingBox({ xMin: -10, yMin: -5, xMax: 10, yMax: 5 }, rotation(90));
    expect(turned.xMin).toBeCloseTo(-5, 9);
    expect(turned.yMax).toBeCloseTo(10, 9);
    const slanted = enclosingBox({ xMin: -10, yMin: -5, xMax: 10, yMax: 5 }, rotation(8));
    const radians = (8 * Math.PI) / 180;
    expect(slanted.xMax).toBeCloseTo(10 * Math.cos(radians) + 5 * Math.sin(radians), 9);
    expect(slanted.yMax).toBeCloseTo(10 * Math.sin(radians) + 5 * Math.cos(radians), 9);
  });
});

describe('a moved picture', () => {
  test('is the same picture when nothing moves', () => {
    const picture = pictureOf(box, 30);
    expect(warp(picture, identity).data).toEqual(picture.data);
  });

  test('has its object where the moved box says, to within a pixel', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10, max: 10 }),
        fc.integer({ min: -8, max: 8 }),
        fc.boolean(),
        (x, y, mirrored) => {
          const transform = followedBy(aboutCentre(scaling(mirrored ? -1 : 1, 1), size), translation(x, y));
          const moved = moveBoxes([{ classIndex: 0, box }], transform, size)[0]!.box;
          expect(whiteBox(warp(pictureOf(box), inverse(transform)).data)).toEqual(moved);
        },
      ),
    );
  });

  test('has its object where the moved box says under zoom', () => {
    const transform = aboutCentre(scaling(1.5, 1.5), size);
    const moved = moveBoxes([{ classIndex: 0, box }], transform, size)[0]!.box;
    const seen = whiteBox(warp(pictureOf(box), inverse(transform)).data);
    for (const edge of ['xMin', 'yMin', 'xMax', 'yMax'] as const)
      expect(Math.abs(seen[edge] - moved[edge])).toBeLessThanOrEqual(1);
  });

  test('keeps within one grey level of exact bilinear interpolation', () => {
    const picture = pictureOf(box, 55);
    fc.assert(
      fc.property(transforms, (transform) => {
        const toSource = inverse(transform);
        const { data } = warp(picture, toSource);
        for (let row = 0; row < size.heightPx; row += 5) {
          for (let column = 0; column < size.widthPx; column += 7) {
            const x = toSource.xx * (column + 0.5) + toSource.xy * (row + 0.5) + toSource.x0 - 0.5;
            const y = toSource.yx * (column + 0.5) + toSource.yy * (row + 0.5) + toSource.y0 - 0.5;
            const isInside = x > 0.01 && y > 0.01 && x < size.widthPx - 1.01 && y < size.heightPx - 1.01;
            if (!isInside) continue;
            const left = Math.floor(x);
            const top = Math.floor(y);
            const at = (dx: number, dy: number) => picture.data[(top + dy) * size.widthPx + left + dx]!;
            const upper = at(0, 0) + (at(1, 0) - at(0, 0)) * (x - left);
            const lower = at(0, 1) + (at(1, 1) - at(0, 1)) * (x - left);
            const exact = upper + (lower - upper) * (y - top);
            expect(Math.abs(data[row * size.widthPx + column]! - exact)).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test('is filled with 114 where the picture has nothing', () => {
    const { data } = warp(pictureOf(box), inverse(translation(10, 0)));
    expect([...data.subarray(0, 10)]).toEqual(Array(10).fill(outsideGrey));
    expect(data[10]).not.toBe(outsideGrey);
  });
});

describe('a moved box', () => {
  test('is clipped to the picture, and dropped when less than a tenth of it is left', () => {
    const labelled = [{ classIndex: 1, box: { xMin: 0, yMin: 0, xMax: 20, yMax: 10 } }];
    expect(moveBoxes(labelled, translation(-17, 0), size)[0]!.box).toEqual({ xMin: 0, yMin: 0, xMax: 3, yMax: 10 });
    expect(moveBoxes(labelled, translation(-18.1, 0), size)).toEqual([]);
    expect(moveBoxes(labelled, translation(-100, 0), size)).toEqual([]);
  });
});

describe('drawn augmentations', () => {
  const draws = (limits: AugmentationLimits, count = 200) => {
    const random = seededRandom(11);
    return Array.from({ length: count }, () => drawAugmentation(limits, size, random));
  };

  test('do nothing when everything is off', () => {
    for (const { transform, gain } of draws(off, 20)) {
      expect(isIdentity(transform)).toBe(true);
      expect(gain).toBe(1);
    }
  });

  test('are the same for the same seed, and one switched off leaves the others as they were', () => {
    const limits: AugmentationLimits = {
      ...off,
      shift_x: { max: 0.2, variant: 'keep-aspect' },
      brightness: { min: 0.7, max: 1.3 },
    };
    expect(draws(limits)).toEqual(draws(limits));
    const gains = (some: AugmentationLimits) => draws(some).map(({ gain }) => gain);
    expect(gains({ ...limits, shift_x: off.shift_x, rotate: 8 })).toEqual(gains(limits));
  });

  test('shift to both sides up to the share asked for, keeping the aspect', () => {
    const shifts = draws({ ...off, shift_x: { max: 0.25, variant: 'keep-aspect' } }).map(({ transform }) => transform);
    for (const { xx, yy, y0 } of shifts) expect([xx, yy, y0]).toEqual([1, 1, 0]);
    const offsets = shifts.map(({ x0 }) => x0);
    expect(Math.min(...offsets)).toBeLessThan(-12);
    expect(Math.max(...offsets)).toBeGreaterThan(12);
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(16);
  });

  test('crop a strip and stretch the rest as the original case did', () => {
    for (const { transform } of draws({ ...off, shift_x: { max: 0.4, variant: 'original' } })) {
      const shown = [inverse(transform)].map((back) =>
        enclosingBox({ xMin: 0, yMin: 0, xMax: 64, yMax: 48 }, back),
      )[0]!;
      expect(shown.xMax - shown.xMin).toBeGreaterThanOrEqual(0.6 * 64 - 1e-9);
      expect(Math.min(Math.abs(shown.xMin), Math.abs(shown.xMax - 64))).toBeLessThan(1e-9);
      expect([shown.yMin, shown.yMax]).toEqual([0, 48]);
    }
  });

  test("enlarge a window of 0.8 to 1 at a random place as the original case's zoom", () => {
    const windows = draws({ ...off, zoom: { min: 0.8, max: 1, variant: 'original' } }).map(({ transform }) =>
      enclosingBox({ xMin: 0, yMin: 0, xMax: 64, yMax: 48 }, inverse(transform)),
    );
    for (const { xMin, yMin, xMax, yMax } of windows) {
      expect(Math.min(xMin, yMin)).toBeGreaterThanOrEqual(-1e-9);
      expect(xMax).toBeLessThanOrEqual(64 + 1e-9);
      expect((xMax - xMin) / 64).toBeCloseTo((yMax - yMin) / 48, 9);
      expect((xMax - xMin) / 64).toBeGreaterThanOrEqual(0.8 - 1e-9);
    }
    expect(new Set(windows.map(({ xMin }) => Math.round(xMin))).size).toBeGreaterThan(5);
  });

  test('turn by up to 8 degrees to either side', () => {
    const angles = draws({ ...off, rotate: 8 }).map(({ transform }) => (Math.asin(transform.yx) * 180) / Math.PI);
    expect(Math.max(...angles)).toBeGreaterThan(6);
    expect(Math.min(...angles)).toBeLessThan(-6);
    expect(Math.max(...angles.map(Math.abs))).toBeLessThanOrEqual(8);
  });

  test('mirror as often as asked', () => {
    const mirrored = draws({ ...off, fliplr: 0.5 }, 400).filter(({ transform }) => transform.xx === -1).length;
    expect(mirrored).toBeGreaterThan(150);
    expect(mirrored).toBeLessThan(250);
    expect(draws({ ...off, flipud: 1 }).every(({ transform }) => transform.yy === -1)).toBe(true);
  });

  test('leave as many pictures alone as `probability` says', () => {
    const limits: AugmentationLimits = { ...off, probability: 0.5, brightness: { min: 3, max: 3.5 } };
    const touched = draws(limits, 400).filter(({ gain }) => gain > 1).length;
    expect(touched).toBeGreaterThan(150);
    expect(touched).toBeLessThan(250);
  });
});

describe('an augmented picture', () => {
  test('is what evaluation sees when nothing is drawn', () => {
    const picture = pictureOf(box, 55);
    expect(augment({ image: picture, boxes: [] }, unchanged, true).image.data).toEqual(equalise(picture).data);
    expect(augment({ image: picture, boxes: [] }, unchanged, false).image.data).toEqual(picture.data);
  });

  test('equalises what is picture alone: the filling beside a moved one stays 114 and changes no level', () => {
    const picture = pictureOf(box, 60);
    const aside = translation(16, 0);
    const { image } = augment({ image: picture, boxes: [] }, { transform: aside, gain: 1.3 }, true);
    const kept = { widthPx: size.widthPx - 16, heightPx: size.heightPx };
    const column = (index: number) => index % size.widthPx;
    const seen = {
      ...kept,
      data: picture.data
        .filter((_, index) => column(index) < kept.widthPx)
        .map((level) => Math.min(255, Math.round(level * 1.3))),
    };
    expect(image.data.filter((_, index) => column(index) >= 16)).toEqual(equalise(seen).data);
    expect(new Set(image.data.filter((_, index) => column(index) < 16))).toEqual(new Set([outsideGrey]));
  });

  test('is equalised after the gain, so that clipped whites stay clipped', () => {
    const picture = pictureOf(box, 55);
    const gained = { ...picture, data: picture.data.map((level) => Math.min(255, Math.round(level * 3))) };
    const { image } = augment({ image: picture, boxes: [] }, { transform: identity, gain: 3 }, true);
    expect(image.data).toEqual(equalise(gained).data);
  });

  test('leaves the picture it was made from as it was', () => {
    const picture = pictureOf(box, 55);
    const before = picture.data.slice();
    augment({ image: picture, boxes: [] }, { transform: translation(3, 2), gain: 1.2 }, true);
    expect(picture.data).toEqual(before);
  });
});

describe('a mosaic', () => {
  test('shows four pictures with their boxes inside the canvas, each over its own object', () => {
    const part = { image: pictureOf(box), boxes: [{ classIndex: 2, box }] };
    for (let seed = 0; seed < 20; seed++) {
      const { image, boxes } = mosaic([part, part, part, part], seededRandom(seed));
      expect(image.data.length).toBe(part.image.data.length);
      expect(boxes.length).toBeGreaterThan(0);
      for (const { classIndex, box: placed } of boxes) {
        expect(classIndex).toBe(2);
        const x = Math.floor((placed.xMin + placed.xMax) / 2);
        const y = Math.floor((placed.yMin + placed.yMax) / 2);
        expect(image.data[y * size.widthPx + x]).toBeGreaterThan(120);
      }
    }
  });
});
