import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidates } from '../../../shared/domain/candidates.ts';
import { seededRandom, shuffled } from '../../../shared/domain/random.ts';
import { standardSuppression, suppress } from '../../../shared/evaluation/suppression.ts';
import { intersectionOverUnion } from '../../../shared/geometry/index.ts';

type Candidate = { readonly box: readonly number[]; readonly confidence: number; readonly classIndex: number };

function candidates(list: readonly Candidate[]): Candidates {
  return {
    count: list.length,
    boxes: Float32Array.from(list.flatMap(({ box }) => box)),
    confidences: Float32Array.from(list, ({ confidence }) => confidence),
    classIndexes: Int32Array.from(list, ({ classIndex }) => classIndex),
  };
}

const arbitraryCandidate = fc
  .record({
    x: fc.integer({ min: 0, max: 20 }),
    y: fc.integer({ min: 0, max: 20 }),
    width: fc.integer({ min: 1, max: 10 }),
    height: fc.integer({ min: 1, max: 10 }),
    confidence: fc.integer({ min: 1, max: 8 }),
    classIndex: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ x, y, width, height, confidence, classIndex }) => ({
    box: [x, y, x + width, y + height],
    confidence: confidence / 8,
    classIndex,
  }));

const corners = ({ box: [xMin, yMin, xMax, yMax] }: Candidate) => ({ xMin, yMin, xMax, yMax });
const overlap = (a: Candidate, b: Candidate) => intersectionOverUnion(corners(a), corners(b));

describe('suppression', () => {
  it('drops a box that overlaps a better one of its class by more than 0.7 and keeps other classes', () => {
    const list = [
      { box: [12, 10, 20, 14], confidence: 0.9, classIndex: 1 },
      { box: [12.4, 10, 20.4, 14], confidence: 0.8, classIndex: 1 },
      { box: [12.4, 10, 20.4, 14], confidence: 0.7, classIndex: 0 },
      { box: [1, 25, 7, 31], confidence: 0.95, classIndex: 0 },
    ];
    expect(suppress(candidates(list))).toEqual([3, 0, 2]);
  });

  it('keeps an overlap of exactly the limit', () => {
    // Boxes of 10x8 shifted by 2: 64 of 96 shared, IoU 2/3.
    const list = [
      { box: [0, 0, 10, 8], confidence: 0.9, classIndex: 0 },
      { box: [2, 0, 12, 8], confidence: 0.8, classIndex: 0 },
    ];
    const shared = 64 / 96;
    expect(suppress(candidates(list), { ...standardSuppression, overlapAbove: shared })).toEqual([0, 1]);
    expect(suppress(candidates(list), { ...standardSuppression, overlapAbove: shared - 0.001 })).toEqual([0]);
  });

  it('lets a dropped box suppress nothing', () => {
    const at = (x: number, confidence: number) => ({ box: [x, 0, x + 10, 10], confidence, classIndex: 0 });
    expect(suppress(candidates([at(0, 0.9), at(1, 0.8), at(2, 0.7)]))).toEqual([0, 2]);
  });

  it('keeps at most the number asked for, over all classes together', () => {
    const list = Array.from({ length: 400 }, (_, index) => ({
      box: [index * 20, 0, index * 20 + 10, 10],
      confidence: 0.5,
      classIndex: index % 3,
    }));
    expect(suppress(candidates(list))).toHaveLength(300);
  });

  it('never keeps two of one class above the limit, nor drops one without a better rival', () => {
    fc.assert(
      fc.property(fc.array(arbitraryCandidate, { maxLength: 40 }), (list) => {
        const kept = suppress(candidates(list), { overlapAbove: 0.5, maximumDetections: 100 });
        for (const [rank, index] of kept.entries()) {
          for (const other of kept.slice(rank + 1)) {
            expect(list[other].confidence).toBeLessThanOrEqual(list[index].confidence);
            if (list[index].classIndex === list[other].classIndex)
              expect(overlap(list[index], list[other])).toBeLessThanOrEqual(0.5);
          }
        }
        for (const [index, dropped] of list.entries()) {
          if (kept.includes(index)) continue;
          const rival = kept.some(
            (other) =>
              list[other].classIndex === dropped.classIndex &&
              list[other].confidence >= dropped.confidence &&
              overlap(list[other], dropped) > 0.5,
          );
          expect(rival).toBe(true);
        }
      }),
    );
  });

  it('gives the same boxes in the same order however the candidates are listed', () => {
    fc.assert(
      fc.property(fc.array(arbitraryCandidate, { maxLength: 40 }), fc.integer(), (list, seed) => {
        const mixed = shuffled(list, seededRandom(seed));
        const keep = (all: readonly Candidate[]) => suppress(candidates(all)).map((index) => all[index]);
        expect(keep(mixed)).toEqual(keep(list));
      }),
    );
  });
});
