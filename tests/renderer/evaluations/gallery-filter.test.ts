import { describe, expect, test } from 'vitest';
import {
  cellFilter,
  cellOf,
  type FilterFacts,
  filterFindings,
  galleryFilterOf,
  galleryRows,
} from '../../../renderer/features/evaluations/gallery-filter.ts';
import { exactIou } from '../../../renderer/features/evaluations/rematched.ts';
import type { EpisodeEvaluation } from '../../../shared/domain/evaluation.ts';
import type { FindingKind, ImageFinding } from '../../../shared/evaluation/image-findings.ts';
import { iouThresholds } from '../../../shared/evaluation/linspace.ts';

function finding(image: number, kind: FindingKind, counts: Partial<ImageFinding> = {}): ImageFinding {
  return {
    image,
    kind,
    verdict: 'PRESENT',
    score: 0.9,
    truePositives: 0,
    falsePositives: 0,
    misses: 0,
    lowOverlaps: 0,
    surestExtra: 0,
    worstOverlap: null,
    ...counts,
  };
}

function episode(outcome: EpisodeEvaluation['outcome'], imageIds: string[], hasUnknown = false): EpisodeEvaluation {
  const truth = outcome === 'miss' ? 'present' : 'absent';
  return { blockKey: 'b', episodeKey: imageIds.join(), truth, outcome, score: 0, hasUnknown, counted: true, imageIds };
}

const findings = [
  finding(0, 'false-report', { falsePositives: 1 }),
  finding(2, 'missed', { misses: 1 }),
  finding(1, 'right', { truePositives: 1 }),
  finding(3, 'right'),
];
const facts: FilterFacts = {
  imageIds: ['a', 'b', 'c', 'd'],
  episodes: [episode('false-positive', ['a', 'd']), episode('miss', ['c']), episode('undecided', ['b'], true)],
  changed: new Set(['c']),
  pairs: {
    bothRight: [],
    onlyFirstRight: [episode('correct', ['b'])],
    onlySecondRight: [],
    neitherRight: [episode('miss', ['c'])],
  },
  // Scratches predicted where patches are: in the first image of the table and the last.
  imagesOfCell: ({ labelled, predicted }) => new Set(labelled === 0 && predicted === 1 ? [0, 3] : []),
};
const shown = (filter: string) =>
  filterFindings(findings, galleryFilterOf(filter, 2), facts).map(({ image }) => facts.imageIds[image]);

describe('a filter of the gallery', () => {
  test('over tries keeps every picture of such a try, in the order of the gallery', () => {
    expect(shown('false-report')).toEqual(['a', 'd']);
    expect(shown('missed')).toEqual(['c']);
    expect(shown('undecided')).toEqual(['b']);
  });

  test('over boxes keeps the pictures that hold such a box', () => {
    expect([shown('false-positive'), shown('false-negative'), shown('true-positive')]).toEqual([['a'], ['c'], ['b']]);
  });

  test('knows labels that were changed and who was right', () => {
    expect([shown('changed-label'), shown('only-this'), shown('neither'), shown('both-right')]).toEqual([
      ['c'],
      ['b'],
      ['c'],
      [],
    ]);
  });

  test('over a cell of the matrix keeps the pictures that hold its boxes, in the order of the gallery', () => {
    expect(shown(cellFilter({ labelled: 0, predicted: 1 }))).toEqual(['a', 'd']);
    expect(shown(cellFilter({ labelled: null, predicted: 1 }))).toEqual([]);
  });

  test('over a cell comes back from the address, in a matrix that has the cell', () => {
    for (const labelled of [0, 1, null]) {
      for (const predicted of [0, 1, null]) {
        const filter = cellFilter({ labelled, predicted });
        const isCell = labelled !== null || predicted !== null;
        expect(galleryFilterOf(filter, 2)).toBe(isCell ? filter : 'all');
        expect(cellOf(filter)).toEqual(isCell ? { labelled, predicted } : null);
        expect(galleryFilterOf(filter, 1)).toBe('all');
      }
    }
    expect(galleryFilterOf('labelled-2-predicted-0', 2)).toBe('all');
    expect(galleryFilterOf('labelled-1-predicted-x', 2)).toBe('all');
  });

  test('that the address names wrongly is none', () => {
    expect(shown('no-such-filter')).toEqual(['a', 'c', 'b', 'd']);
  });
});

test('the gallery has a heading for each kind, and under it the rows', () => {
  const rows = galleryRows([...findings, finding(4, 'right')], 2);
  expect(rows.map((row) => (row.kind === 'heading' ? `${row.finding} ${row.count}` : row.findings.length))).toEqual([
    'false-report 1',
    1,
    'missed 1',
    1,
    'right 3',
    2,
    1,
  ]);
});

test("a slider's value that means one of the ten thresholds is exactly that one", () => {
  expect([0.5, 0.9, 0.95].map(exactIou)).toEqual([iouThresholds[0], iouThresholds[8], iouThresholds[9]]);
  expect(exactIou(0.62)).toBe(0.62);
});

test('the kinds of the gallery keep the order of what it shows: the gravest error first', () => {
  const rows = galleryRows([finding(2, 'missed'), finding(0, 'false-report'), finding(3, 'right')], 2);
  expect(rows.flatMap((row) => (row.kind === 'heading' ? [row.finding] : []))).toEqual([
    'missed',
    'false-report',
    'right',
  ]);
});
