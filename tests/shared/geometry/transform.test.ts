import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boxTransform,
  defaultPreparation,
  letterboxFor,
  networkInputSize,
  preparedSize,
  roundHalfToEven,
} from '../../../shared/geometry/index.ts';

const station = { widthPx: 2448, heightPx: 2050 };
const size = fc.record({ widthPx: fc.integer({ min: 8, max: 4000 }), heightPx: fc.integer({ min: 8, max: 3000 }) });
const network = fc.record({
  widthPx: fc.integer({ min: 1, max: 20 }).map((strides) => strides * 32),
  heightPx: fc.integer({ min: 1, max: 20 }).map((strides) => strides * 32),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the way of a box', () => {
  test('uses one scale for each axis: the last source row lands on the last prepared row', () => {
    const transform = boxTransform(station, defaultPreparation(station), { widthPx: 320, heightPx: 256 });
    const box = transform.sourceToPrepared({ xMin: 0, yMin: 1025, xMax: 2448, yMax: 2050 });
    expect(box).toEqual({ xMin: 0, yMin: 128, xMax: 306, yMax: 256 });
  });

  test('ends seven columns further right in the 320x256 input', () => {
    const transform = boxTransform(station, defaultPreparation(station), { widthPx: 320, heightPx: 256 });
    expect(transform.sourceToNetwork({ xMin: 8, yMin: 0, xMax: 16, yMax: 2050 })).toEqual({
      xMin: 8,
      yMin: 0,
      xMax: 9,
      yMax: 256,
    });
  });

  test('returns within half a source pixel, whatever the sizes', () => {
    fc.assert(
      fc.property(
        size,
        size,
        fc.constantFrom('stretch' as const, 'letterbox' as const, 'none' as const),
        network,
        fc.tuple(share, share, share, share),
        (source, target, fit, input, [left, top, right, bottom]) => {
          const preparation = { size: target, fit, kernel: 'area' as const, equalise: false, mask: [] };
          const transform = boxTransform(source, preparation, input);
          const box = {
            xMin: left * source.widthPx,
            yMin: top * source.heightPx,
            xMax: right * source.widthPx,
            yMax: bottom * source.heightPx,
          };
          const back = transform.networkToSource(transform.sourceToNetwork(box));
          for (const key of ['xMin', 'yMin', 'xMax', 'yMax'] as const) {
            expect(Math.abs(back[key] - box[key])).toBeLessThanOrEqual(0.5);
          }
          const twice = transform.preparedToSource(transform.networkToPrepared(transform.sourceToNetwork(box)));
          expect(twice).toEqual(back);
        },
      ),
    );
  });

  test('keeps a box of the image inside the letterboxed content', () => {
    fc.assert(
      fc.property(size, network, (source, input) => {
        const transform = boxTransform(source, defaultPreparation(source), input);
        const whole = transform.sourceToNetwork({ xMin: 0, yMin: 0, xMax: source.widthPx, yMax: source.heightPx });
        const { content, leftPx, topPx } = letterboxFor(transform.prepared, input);
        expect(whole.xMin).toBe(leftPx);
        expect(whole.yMin).toBe(topPx);
        expect(whole.xMax).toBeCloseTo(leftPx + content.widthPx, 9);
        expect(whole.yMax).toBeCloseTo(topPx + content.heightPx, 9);
      }),
    );
  });
});

describe('the letterbox', () => {
  test('306x256 in 320x256 is not resized and has seven columns on each side', () => {
    expect(letterboxFor({ widthPx: 306, heightPx: 256 }, { widthPx: 320, heightPx: 256 })).toMatchObject({
      content: { widthPx: 306, heightPx: 256 },
      leftPx: 7,
      topPx: 0,
    });
  });

  test('an odd rest goes right and below: round(d - 0.1) left and above, round(d + 0.1) on the other side', () => {
    fc.assert(
      fc.property(size, network, (prepared, input) => {
        const { content, leftPx, topPx } = letterboxFor(prepared, input);
        const across = (input.widthPx - content.widthPx) / 2;
        const down = (input.heightPx - content.heightPx) / 2;
        expect(input.widthPx - content.widthPx - leftPx).toBe(roundHalfToEven(across + 0.1));
        expect(input.heightPx - content.heightPx - topPx).toBe(roundHalfToEven(down + 0.1));
      }),
    );
  });

  test('sizes round half to even, as the trainers of this family do', () => {
    // 306 * 0.5 = 153, 257 * 0.5 = 128.5 -> 128; 259 * 0.5 = 129.5 -> 130.
    expect(letterboxFor({ widthPx: 320, heightPx: 257 }, { widthPx: 160, heightPx: 160 }).content.heightPx).toBe(128);
    expect(letterboxFor({ widthPx: 320, heightPx: 259 }, { widthPx: 160, heightPx: 160 }).content.heightPx).toBe(130);
    expect([0.5, 1.5, 2.5, -0.5, 2.4999, 2.5001].map(roundHalfToEven)).toEqual([0, 2, 2, 0, 2, 3]);
  });
});

describe('the size of the network input', () => {
  test('is the smallest multiple of 32 that holds the prepared image, never enlarged', () => {
    const prepared = { widthPx: 306, heightPx: 256 };
    expect(networkInputSize(prepared, 320)).toEqual({ widthPx: 320, heightPx: 256 });
    expect(networkInputSize(prepared, 640)).toEqual({ widthPx: 320, heightPx: 256 });
    expect(networkInputSize(prepared, 160)).toEqual({ widthPx: 160, heightPx: 160 });
    expect(networkInputSize({ widthPx: 200, heightPx: 200 }, 224)).toEqual({ widthPx: 224, heightPx: 224 });
    expect(networkInputSize({ widthPx: 3, heightPx: 1 }, 640)).toEqual({ widthPx: 32, heightPx: 32 });
  });

  test('is taken as it is when given as [height, width]', () => {
    expect(networkInputSize({ widthPx: 306, heightPx: 256 }, [128, 160])).toEqual({ widthPx: 160, heightPx: 128 });
  });

  test('always holds the image and is a multiple of 32', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 32, max: 1280 }), (prepared, imgsz) => {
        const input = networkInputSize(prepared, imgsz);
        const scale = Math.min(1, imgsz / Math.max(prepared.widthPx, prepared.heightPx));
        for (const [side, from] of [
          [input.widthPx, prepared.widthPx],
          [input.heightPx, prepared.heightPx],
        ]) {
          expect(side % 32).toBe(0);
          expect(side).toBeGreaterThanOrEqual(from * scale - 0.5);
          expect(side - 32).toBeLessThan(from * scale + 0.5);
        }
      }),
    );
  });
});

describe('the size of the prepared image', () => {
  test('a letterbox keeps the aspect and reaches the frame on one side', () => {
    fc.assert(
      fc.property(size, size, (source, frame) => {
        const fitted = preparedSize(source, {
          size: frame,
          fit: 'letterbox',
          kernel: 'area',
          equalise: false,
          mask: [],
        });
        expect(fitted.widthPx).toBeLessThanOrEqual(frame.widthPx);
        expect(fitted.heightPx).toBeLessThanOrEqual(frame.heightPx);
        expect(fitted.widthPx === frame.widthPx || fitted.heightPx === frame.heightPx).toBe(true);
        const ratio = Math.min(frame.widthPx / source.widthPx, frame.heightPx / source.heightPx);
        expect(Math.abs(fitted.widthPx - source.widthPx * ratio)).toBeLessThanOrEqual(1);
        expect(Math.abs(fitted.heightPx - source.heightPx * ratio)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
