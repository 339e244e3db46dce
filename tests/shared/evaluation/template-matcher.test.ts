import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlugLike } from '../../../electron/engine/sources/demo-files.ts';
import { renderScene } from '../../../electron/vision/demo/render-scene.ts';
import { planDemo } from '../../../shared/domain/demo/plan.ts';
import type { DemoScene } from '../../../shared/domain/demo/scene.ts';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import { correlationPeak, patternOf } from '../../../shared/evaluation/normalised-correlation.ts';
import {
  buildTemplateMatcher,
  templateFalsePositives,
  templateScore,
  thresholdAtMisses,
} from '../../../shared/evaluation/template-matcher.ts';
import { boxTransform, defaultPreparation, prepare } from '../../../shared/geometry/index.ts';

function randomImage(seed: number, widthPx: number, heightPx: number): GreyImage {
  const random = seededRandom(seed);
  return { widthPx, heightPx, data: Uint8Array.from({ length: widthPx * heightPx }, () => Math.floor(random() * 100)) };
}

function cut(image: GreyImage, xPx: number, yPx: number, widthPx: number, heightPx: number): number[] {
  return Array.from({ length: widthPx * heightPx }, (_, at) => {
    const y = yPx + Math.floor(at / widthPx);
    return image.data[y * image.widthPx + xPx + (at % widthPx)]!;
  });
}

describe('normalised correlation', () => {
  it('is 1 where the template was cut out, whatever brightness and contrast the template is given', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 12 }),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (seed, x, y, gain, offset) => {
          const image = randomImage(seed, 30, 20);
          const pattern = patternOf(
            9,
            7,
            cut(image, x, y, 9, 7).map((value) => gain * value + offset),
          );
          expect(correlationPeak(image, pattern)).toBeCloseTo(1, 4);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("never leaves -1..1 and equals Pearson's r where there is one window only", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (one, other) => {
        const image = randomImage(one, 6, 5);
        const template = randomImage(other, 6, 5);
        const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
        const a = Array.from(image.data, (value) => value - mean(image.data));
        const b = Array.from(template.data, (value) => value - mean(template.data));
        const dot = (p: number[], q: number[]) => p.reduce((sum, value, at) => sum + value * q[at]!, 0);
        const peak = correlationPeak(image, patternOf(6, 5, template.data));
        expect(peak).toBeCloseTo(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)), 4);
      }),
      { numRuns: 50 },
    );
  });

  it('counts a blank image as no resemblance', () => {
    const blank = { widthPx: 20, heightPx: 20, data: new Uint8Array(400).fill(80) };
    expect(correlationPeak(blank, patternOf(3, 3, [0, 1, 2, 3, 4, 5, 6, 7, 8]))).toBe(0);
  });
});

describe('the template matcher', () => {
  it('puts the threshold so that at most 5 % of the present images are missed', () => {
    const scores = Array.from({ length: 40 }, (_, index) => index / 40);
    const threshold = thresholdAtMisses(scores, 0.05);
    expect(scores.filter((score) => score < threshold)).toHaveLength(2);
    expect(thresholdAtMisses([0.7, 0.2], 0.05)).toBe(0.2);
  });

  it('finds the plug it was made from', () => {
    const image = randomImage(5, 320, 256);
    const box = { xMin: 100, yMin: 80, xMax: 200, yMax: 140 };
    for (let y = 80; y < 140; y++)
      for (let x = 100; x < 200; x++) image.data[y * 320 + x] = 100 + ((x - 100) >> 1) + (y - 80);
    const matcher = buildTemplateMatcher([{ image, box }]);
    expect(templateScore(matcher, image)).toBeGreaterThan(0.95);
    expect(templateScore(matcher, randomImage(6, 320, 256))).toBeLessThan(0.5);
  });

  it('reports a plug in at least a fifth of the plug-like test scenes of the demo set: they are hard for it', () => {
    const preparation = defaultPreparation({ widthPx: 2448, heightPx: 2050 });
    const picture = (scene: DemoScene) => prepare(renderScene(scene, 1 / 8), preparation);
    const scenes = planDemo(1);
    const transform = boxTransform({ widthPx: 2448, heightPx: 2050 }, preparation, { widthPx: 160, heightPx: 128 });
    const matcher = buildTemplateMatcher(
      scenes.flatMap((scene) =>
        scene.role === 'train' && scene.box !== null
          ? [{ image: picture(scene), box: transform.sourceToPrepared(scene.box) }]
          : [],
      ),
    );
    const present = scenes.filter((scene) => scene.role === 'calibration' && scene.box !== null).map(picture);
    const lookalikes = scenes.filter((scene) => scene.role === 'test' && isPlugLike(scene)).map(picture);
    const result = templateFalsePositives(matcher, present, lookalikes);
    expect(result.images).toBe(42);
    expect(result.share).toBe(result.reported / 42);
    expect(result.share).toBeGreaterThanOrEqual(0.2);
  });
});
