import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confusionCount, confusionMatrix, imagesOfCell } from '../../../shared/evaluation/confusion-matrix.ts';
import { confusionPairs } from '../../../shared/evaluation/confusion-pairs.ts';
import { matchColumnsOf } from '../../../shared/evaluation/match-columns.ts';
import { matchImage } from '../../../shared/evaluation/match-image.ts';
import { buildMatchTable, detectionAt, labelAt, type MatchTable } from '../../../shared/evaluation/match-table.ts';
import { intersectionOverUnion } from '../../../shared/geometry/boxes.ts';
import { imageRows } from '../../support/evaluation-arbitrary.ts';
import { evaluationImage, type ImageRows } from '../../support/evaluation-set.ts';

function tableOf(images: readonly ImageRows[]): MatchTable {
  const columns = matchColumnsOf(
    images.map((rows) => {
      const { truth, detections, ...image } = evaluationImage(rows);
      return { ...image, ...matchImage(truth, detections), decision: null };
    }),
  );
  return buildMatchTable(columns, { targetClassIndex: null, regionOfInterest: null, tolerance: null }, 'coco');
}

function matrixOf(images: readonly ImageRows[], iouAtLeast = 0.5, threshold = 0.25, classCount = 2) {
  const table = tableOf(images);
  return { table, matrix: confusionMatrix(table, confusionPairs(table, classCount), { iouAtLeast, threshold }) };
}

const iou = fc.double({ min: 0.05, max: 0.95, noNaN: true });
const threshold = fc.constantFrom(0, 0.125, 0.25, 0.3, 0.5, 0.75, 1);
const cells = [
  [0, 0],
  [0, 1],
  [0, null],
  [1, 0],
  [1, 1],
  [1, null],
  [null, 0],
  [null, 1],
].map(([labelled = null, predicted = null]) => ({ labelled, predicted }));

describe('a confusion matrix of two classes', () => {
  test('of the worked example', () => {
    const [patch, scratch] = [0, 1];
    const { matrix } = matrixOf([
      {
        id: 'a',
        truth: [
          [patch, 0, 0, 10, 100],
          [scratch, 200, 0, 210, 100],
          [patch, 400, 0, 410, 100],
        ],
        detections: [
          [scratch, 0.9, 0, 0, 10, 80],
          [patch, 0.6, 0, 0, 10, 70],
          [scratch, 0.5, 200, 0, 210, 60],
          [patch, 0.4, 600, 0, 610, 100],
          [patch, 0.2, 400, 0, 410, 100],
        ],
      },
    ]);
    expect([...matrix.counts]).toEqual([0, 1, 1, 0, 1, 0, 2, 0, 0]);
  });

  test('takes one box that was given two classes at its surer word', () => {
    const { matrix } = matrixOf([
      {
        id: 'a',
        truth: [[0, 0, 0, 10, 10]],
        detections: [
          [0, 0.4, 0, 0, 10, 10],
          [1, 0.6, 0, 0, 10, 10],
        ],
      },
    ]);
    expect([...matrix.counts]).toEqual([0, 1, 0, 0, 0, 0, 1, 0, 0]);
  });

  test('gives each of two labels in one place the detection of its class, the less sure one too', () => {
    const place = [0, 0, 10, 10] as const;
    const { matrix } = matrixOf([
      {
        id: 'a',
        truth: [
          [0, ...place],
          [1, ...place],
        ],
        detections: [
          [1, 0.9, ...place],
          [0, 0.8, ...place],
        ],
      },
    ]);
    expect([...matrix.counts]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  test('lays a detection that lost its best label against the next one that overlaps enough', () => {
    const { matrix } = matrixOf([
      {
        id: 'a',
        truth: [
          [0, 0, 0, 10, 10],
          [1, 0, 3, 10, 13],
        ],
        detections: [
          [0, 0.9, 0, 0, 10, 10],
          [0, 0.8, 0, 1, 10, 11],
        ],
      },
    ]);
    expect([...matrix.counts]).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 0]);
  });

  test('has a row for every label and a column for every detection above the confidence', () => {
    fc.assert(
      fc.property(imageRows, iou, threshold, (images, iouAtLeast, tau) => {
        const { matrix } = matrixOf(images, iouAtLeast, tau);
        const labels = images.flatMap(({ truth }) => truth);
        const found = images.flatMap(({ detections }) => detections).filter(([, confidence]) => confidence > tau);
        for (const one of [0, 1]) {
          const row = [0, 1, null].map((predicted) => confusionCount(matrix, { labelled: one, predicted }));
          const column = [0, 1, null].map((labelled) => confusionCount(matrix, { labelled, predicted: one }));
          expect(sum(row)).toBe(labels.filter(([classIndex]) => classIndex === one).length);
          expect(sum(column)).toBe(found.filter(([classIndex]) => classIndex === one).length);
        }
        expect(matrix.counts.at(-1)).toBe(0);
      }),
    );
  });

  test('sets no pair aside for one that overlaps less', () => {
    fc.assert(
      fc.property(imageRows, iou, threshold, (images, iouAtLeast, tau) => {
        const { table, matrix } = matrixOf(images, iouAtLeast, tau);
        const overlap = (detection: number, label: number) =>
          intersectionOverUnion(detectionAt(table, detection).box, labelAt(table, label).box);
        table.images.forEach((_, image) => {
          for (let row = table.detectionStarts[image]; row < table.detectionStarts[image + 1]; row++) {
            if (table.confidences[row] <= tau) {
              expect(matrix.labelOf[row]).toBe(-1);
              continue;
            }
            const own = matrix.labelOf[row];
            if (own !== -1) {
              expect(matrix.detectionOf[own]).toBe(row);
              expect(overlap(row, own)).toBeGreaterThanOrEqual(iouAtLeast);
            }
            for (let label = table.labelStarts[image]; label < table.labelStarts[image + 1]; label++) {
              const between = overlap(row, label);
              if (between < iouAtLeast) continue;
              const others = [
                own === -1 ? -1 : overlap(row, own),
                matrix.detectionOf[label] === -1 ? -1 : overlap(matrix.detectionOf[label], label),
              ];
              expect(Math.max(...others)).toBeGreaterThanOrEqual(between);
            }
          }
        });
      }),
    );
  });

  test('of predictions that are the labels has nothing beside its diagonal', () => {
    fc.assert(
      fc.property(imageRows, iou, (images, iouAtLeast) => {
        const perfect = images.map(({ id, truth }) => ({
          id,
          truth,
          detections: truth.map(([classIndex, ...box], index) => [classIndex, 0.9 - index / 10, ...box] as const),
        }));
        const { matrix } = matrixOf(perfect, iouAtLeast);
        const wrong = cells.filter(({ labelled, predicted }) => labelled !== predicted);
        expect(wrong.map((cell) => confusionCount(matrix, cell))).toEqual(wrong.map(() => 0));
      }),
    );
  });

  test('does not depend on the order in which boxes and images were listed', () => {
    fc.assert(
      fc.property(imageRows, iou, threshold, (images, iouAtLeast, tau) => {
        const listedOtherwise = images.toReversed().map(({ id, truth, detections }) => ({
          id,
          truth: truth.toReversed(),
          detections: detections.toReversed(),
        }));
        expect([...matrixOf(images, iouAtLeast, tau).matrix.counts]).toEqual([
          ...matrixOf(listedOtherwise, iouAtLeast, tau).matrix.counts,
        ]);
      }),
    );
  });

  test('a cell leads to the images that hold its boxes, and to no other', () => {
    fc.assert(
      fc.property(imageRows, iou, threshold, (images, iouAtLeast, tau) => {
        const { table, matrix } = matrixOf(images, iouAtLeast, tau);
        const each = images.map((image) => matrixOf([image], iouAtLeast, tau).matrix);
        for (const cell of cells) {
          const alone = each.map((one) => confusionCount(one, cell));
          const holding = images.flatMap(({ id }, index) => (alone[index] > 0 ? [id] : []));
          expect([...imagesOfCell(table, matrix, cell)].map((image) => table.images[image].imageId)).toEqual(
            holding.toSorted(),
          );
          expect(confusionCount(matrix, cell)).toBe(sum(alone));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('has room for a class that the model does not name', () => {
    const { matrix } = matrixOf([{ id: 'a', truth: [[3, 0, 0, 10, 10]], detections: [] }]);
    expect(matrix.classCount).toBe(4);
    expect(confusionCount(matrix, { labelled: 3, predicted: null })).toBe(1);
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
