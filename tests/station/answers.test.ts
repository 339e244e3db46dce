import { describe, expect, it } from 'vitest';
import { originalAnswer, type PredictedImage, verdictAnswer } from '../../electron/station/serving/answers.ts';
import type { DecisionRule } from '../../shared/domain/model-card.ts';
import { brightnessModelBytes, cardFor } from '../support/model-files.ts';

const card = cardFor(brightnessModelBytes(), { classes: ['plug', 'hand'] });
const box = (xMin: number, yMin: number, xMax: number, yMax: number) => ({ xMin, yMin, xMax, yMax });
const image: PredictedImage = {
  detections: [
    { classIndex: 1, confidence: 0.9, box: box(0, 0, 612, 513) },
    { classIndex: 0, confidence: 0.8, box: box(1000, 800, 1400, 1200) },
    { classIndex: 0, confidence: 0.3, box: box(100, 100, 200, 200) },
  ],
  sourceSize: { widthPx: 2448, heightPx: 2050 },
  timingsMs: { wait: 0, decode: 1, prepare: 2, network: 3, post: 4, total: 10 },
};

function answer(changes: Partial<DecisionRule>) {
  return verdictAnswer(image, { ...card, decision: { ...card.decision, ...changes } }, 'a'.repeat(64));
}

describe('the answer to a picture', () => {
  it('lists the boxes of every class above the threshold, in source pixels, and scores the target class', () => {
    expect(answer({})).toMatchObject({
      verdict: 'PRESENT',
      score: 0.8,
      boxes: [
        { class: 'hand', confidence: 0.9, x_min_px: 0, y_min_px: 0, x_max_px: 612, y_max_px: 513 },
        { class: 'plug', confidence: 0.8, x_min_px: 1000, y_min_px: 800, x_max_px: 1400, y_max_px: 1200 },
      ],
      image: { width_px: 2448, height_px: 2050 },
    });
  });

  it('follows the region of interest, the taught place and the threshold of the model', () => {
    const elsewhere = box(0, 0, 300, 300);
    const tolerance = { taughtBox: elsewhere, centreXPx: 50, centreYPx: 50, widthPx: 50, heightPx: 50 };
    expect(answer({ regionOfInterest: elsewhere })).toMatchObject({ verdict: 'ABSENT', score: 0.3 });
    expect(answer({ tolerance })).toMatchObject({ verdict: 'ABSENT', reason: 'misplaced', score: 0.8 });
    expect(answer({ threshold: 0.8 })).toMatchObject({ verdict: 'ABSENT', reason: 'score not above the threshold' });
    expect(answer({ targetClassIndex: 1 })).toMatchObject({ verdict: 'PRESENT', score: 0.9 });
  });
});

describe('the answer in the form of the first implementation', () => {
  it('is the first box, its corners scaled to 306x256 by two scales, with two decimals', () => {
    expect(originalAnswer(image)).toEqual({ x_center: 0, y_center: 0, width: 76.5, height: 64.06, confidence: 0.9 });
  });

  it('is zeros for a box of exactly 0.25 and for none', () => {
    const zeros = { x_center: 0, y_center: 0, width: 0, height: 0, confidence: 0 };
    expect(originalAnswer({ ...image, detections: [{ ...image.detections[0], confidence: 0.25 }] })).toEqual(zeros);
    expect(originalAnswer({ ...image, detections: [] })).toEqual(zeros);
  });
});
