import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EvaluationImage, PlacementTolerance } from '../../../shared/domain/evaluation.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import { givenThreshold } from '../../../shared/evaluation/choose-threshold.ts';
import { type Evaluation, evaluateDetections } from '../../../shared/evaluation/evaluate-detections.ts';
import { findImages, worstFirst } from '../../../shared/evaluation/image-findings.ts';
import { iouThresholds } from '../../../shared/evaluation/linspace.ts';
import { matchColumnsOf } from '../../../shared/evaluation/match-columns.ts';
import { buildMatchTable, type MatchTable } from '../../../shared/evaluation/match-table.ts';
import { operatingPoints } from '../../../shared/evaluation/operating-point.ts';
import { precisionRecallBand } from '../../../shared/evaluation/precision-recall-band.ts';
import { precisionRecallCurve } from '../../../shared/evaluation/precision-recall-curve.ts';
import { rankMatches } from '../../../shared/evaluation/ranked-set.ts';
import { matchAgain, rankAgain } from '../../../shared/evaluation/rematch.ts';
import { triesAt } from '../../../shared/evaluation/tries-at.ts';
import { imageRows } from '../../support/evaluation-arbitrary.ts';
import { evaluationImage } from '../../support/evaluation-set.ts';
import { simulateModels } from '../../support/simulated-models.ts';

const tolerance: PlacementTolerance = {
  taughtBox: { xMin: 2, yMin: 2, xMax: 10, yMax: 10 },
  centreXPx: 4,
  centreYPx: 4,
  widthPx: 5,
  heightPx: 5,
};
const region = { xMin: 0, yMin: 0, xMax: 14, yMax: 14 };

/** Some frames share a try, some are undecided, misplaced or bound to a trigger. */
const images: fc.Arbitrary<EvaluationImage[]> = fc
  .tuple(imageRows, fc.array(fc.integer({ min: 0, max: 23 }), { minLength: 8, maxLength: 8 }))
  .map(([rows, marks]) =>
    rows.map((row, index) =>
      evaluationImage(row, {
        blockKey: `block-${marks[index] % 3}`,
        episodeKey: `try-${marks[index] % 2}`,
        ...(marks[index] % 5 === 0 ? { undecided: 'dark' } : {}),
        ...(marks[index] % 7 === 0 ? { misplaced: true } : {}),
        ...(marks[index] % 4 === 0 ? { isTriggerFrame: true } : {}),
      }),
    ),
  );
const target = fc.constantFrom(
  { targetClassIndex: 0 },
  { targetClassIndex: 0, regionOfInterest: region },
  { targetClassIndex: 1, tolerance },
);
const formula = fc.constantFrom('coco' as const, 'ultralytics' as const);
const threshold = fc.constantFrom(0, 0.125, 0.25, 0.3, 0.5, 0.75, 1);

/** A stored evaluation was made at some other threshold than the one that is asked for now. */
function stored(
  set: readonly EvaluationImage[],
  options: Partial<Parameters<typeof evaluateDetections>[1]> = {},
): { readonly evaluation: Evaluation; readonly table: MatchTable } {
  const evaluation = evaluateDetections(set, {
    classes: ['plug', 'nut'],
    threshold: givenThreshold(0.6),
    seed: 7,
    target: { targetClassIndex: 0 },
    ...options,
  });
  const { targetClassIndex, regionOfInterest, tolerance: taught, matching } = evaluation.figures.settings;
  const columns = matchColumnsOf(JSON.parse(JSON.stringify(evaluation.images)));
  const rule = { targetClassIndex, regionOfInterest, tolerance: taught };
  return { evaluation, table: buildMatchTable(columns, rule, matching) };
}

describe('matching a stored evaluation again', () => {
  test('gives the figures an evaluation at that threshold gives', () => {
    fc.assert(
      fc.property(images, target, formula, threshold, (set, rule, named, tau) => {
        const { table } = stored(set, { target: rule, formula: named });
        const asked = stored(set, { target: rule, formula: named, threshold: givenThreshold(tau) }).evaluation;
        const ranked = rankAgain(table, matchAgain(table, iouThresholds[0]));
        expect(operatingPoints(ranked, tau)).toEqual(asked.figures.atThreshold);
        expect(ranked.classes.filter(({ labels }) => labels > 0).map(precisionRecallCurve)).toEqual(
          asked.figures.curves,
        );
        const className = ['plug', 'nut'][rule.targetClassIndex];
        const tries = triesAt(table, tau, { className, seed: 7 });
        expect(tries?.figures).toEqual(asked.figures.imageLevel);
        expect(tries?.episodes).toEqual(asked.episodes);
      }),
      { numRuns: 150 },
    );
  });

  test('finds, at each of the ten IoU thresholds, the true positives that were stored', () => {
    fc.assert(
      fc.property(images, formula, fc.integer({ min: 0, max: 9 }), (set, named, index) => {
        const { evaluation, table } = stored(set, { formula: named });
        const expected = rankMatches(evaluation.images);
        const ranked = rankAgain(table, matchAgain(table, iouThresholds[index]));
        expect(ranked.blockKeys).toEqual(expected.blockKeys);
        ranked.classes.forEach((one, at) => {
          const { masks: _, truePositives, ...rest } = expected.classes[at];
          expect(one).toMatchObject(rest);
          expect(one.truePositives).toEqual([truePositives[index]]);
        });
        const found = matchAgain(table, iouThresholds[index]).detectionOf;
        const labels = evaluation.images.flatMap((image) => image.labels);
        expect([...found].map((row) => row !== -1)).toEqual(
          labels.map(({ matchedAt }) => (matchedAt & (1 << index)) !== 0),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('counts the boxes of the images to the same sums, and every image once', () => {
    fc.assert(
      fc.property(images, threshold, fc.double({ min: 0.1, max: 0.95, noNaN: true }), (set, tau, iou) => {
        const { table } = stored(set);
        const matches = matchAgain(table, iou);
        const [all] = operatingPoints(rankAgain(table, matches), tau);
        const findings = findImages(table, matches, tau);
        const sum = (key: 'truePositives' | 'falsePositives' | 'misses') =>
          findings.reduce((total, finding) => total + finding[key], 0);
        expect(sum('truePositives')).toBe(all.truePositives);
        expect(sum('falsePositives')).toBe(all.falsePositives);
        expect(sum('misses')).toBe(all.misses);
        const order = worstFirst(findings, tau).map(({ image }) => image);
        expect(order.toSorted((a, b) => a - b)).toEqual(set.map((_, index) => index));
      }),
    );
  });
});

describe('two labels that lie over each other', () => {
  const labels = [
    [0, 0, 0, 10, 10],
    [0, 0, 0, 10, 10],
    [0, 1, 0, 11, 10],
  ] as const;
  const found = [0.9, 0.8, 0.7].map((confidence) => [0, confidence, 0, 0, 10, 10] as const);
  const set = [evaluationImage({ id: 'a', truth: labels, detections: found })];
  const labelOf = (formula: 'coco' | 'ultralytics') => [...matchAgain(stored(set, { formula }).table, 0.5).labelOf];

  test('are each found by a box of their own in COCO order, of equal overlaps the later label first', () => {
    expect(labelOf('coco')).toEqual([1, 0, 2]);
  });

  test('share the one box that stands for the best of them in the order of Ultralytics', () => {
    expect(labelOf('ultralytics')).toEqual([1, -1, -1]);
  });
});

describe('the worst first', () => {
  const plug = [0, 10, 10, 50, 50] as const;
  const near = [0, 0.9, 10, 10, 50, 34] as const;
  const set = [
    { id: 'right', truth: [plug], detections: [[0, 0.9, ...plug.slice(1)]] },
    {
      id: 'extra',
      truth: [plug],
      detections: [
        [0, 0.9, ...plug.slice(1)],
        [0, 0.7, 100, 100, 140, 140],
      ],
    },
    { id: 'loose', truth: [plug], detections: [near] },
    { id: 'missed', truth: [plug], detections: [[0, 0.2, ...plug.slice(1)]] },
    { id: 'false-sure', truth: [], detections: [[0, 0.95, ...plug.slice(1)]] },
    { id: 'false-weak', truth: [], detections: [[0, 0.5, ...plug.slice(1)]] },
  ].map((rows) => evaluationImage(rows as unknown as Parameters<typeof evaluationImage>[0]));

  test('are false reports by confidence, then misses, then boxes that overlap too little, then boxes too many', () => {
    const { table } = stored(set);
    const order = worstFirst(findImages(table, matchAgain(table, 0.7), 0.25), 0.25);
    expect(order.map(({ image, kind }) => `${table.images[image].imageId}: ${kind}`)).toEqual([
      'false-sure: false-report',
      'false-weak: false-report',
      'missed: missed',
      'loose: low-overlap',
      'extra: extra-box',
      'right: right',
    ]);
    expect(order[3].worstOverlap).toBeCloseTo(0.6, 10);
    const missFirst = worstFirst(findImages(table, matchAgain(table, 0.7), 0.25), 0.25, 'miss');
    expect(missFirst.map(({ kind }) => kind)).toEqual([
      'missed',
      'false-report',
      'false-report',
      'low-overlap',
      'extra-box',
      'right',
    ]);
  });

  test('a box that overlaps enough at a lower IoU is right there', () => {
    const { table } = stored(set);
    const kinds = findImages(table, matchAgain(table, 0.5), 0.25).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'low-overlap')).toEqual([]);
  });
});

test('the band around a curve is the bootstrap that gave the stored interval', () => {
  const simulation = { blocks: 45, imagesPerBlock: 6, errors: [0.2, 0.2], correlation: 0 } as const;
  const [simulated] = simulateModels(simulation, seededRandom(3));
  const far = { xMin: 500, yMin: 500, xMax: 540, yMax: 540 };
  const set = simulated.map(({ imageId, blockKey, labels, detections }) => ({
    imageId,
    blockKey,
    episodeKey: imageId,
    truth: labels,
    detections: detections.map(({ classIndex, confidence, box, matchedAt }) => ({
      classIndex,
      confidence,
      box: matchedAt === 0 ? far : box,
    })),
  }));
  const { evaluation, table } = stored(set);
  const [ranked] = rankAgain(table, matchAgain(table, 0.5)).classes;
  const drawing = precisionRecallBand(ranked, { formula: 'coco', seed: 7, replicates: 2000 });
  let step = drawing.next();
  while (!step.done) step = drawing.next();
  const band = step.value;
  const { map50Interval } = evaluation.figures.averagePrecision;
  expect(map50Interval).toMatchObject({ state: 'shown', ...band.averagePrecision });
  const curve = precisionRecallCurve(ranked).points;
  expect(curve.every(({ precision }, point) => precision >= band.low[point] - 0.2)).toBe(true);
  expect(curve[50].precision).toBeGreaterThanOrEqual(band.low[50]);
  expect(curve[50].precision).toBeLessThanOrEqual(band.high[50]);
});
