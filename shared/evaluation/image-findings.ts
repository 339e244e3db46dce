import type { Verdict } from '../domain/evaluation.ts';
import { type GravestError, gravestFirst } from '../domain/gravest-error.ts';
import type { MatchTable } from './match-table.ts';
import type { Matches } from './rematch.ts';
import { decisionAt } from './tries-at.ts';

/**
 * What is wrong with one image, the worst first unless a miss is the graver error: the target reported where none is, not reported
 * where one is, a box over a label that overlaps too little, a label without any box, a box too many, nothing.
 */
const findingKinds = ['false-report', 'missed', 'low-overlap', 'missed-box', 'extra-box', 'right'] as const;
export type FindingKind = (typeof findingKinds)[number];

/** One image at one confidence and IoU. Counts are boxes above the confidence. */
export type ImageFinding = {
  readonly image: number;
  readonly kind: FindingKind;
  readonly verdict: Verdict | null;
  /** Highest confidence of the target class in the region of interest. */
  readonly score: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly misses: number;
  /** Labels not found whose box overlaps them, but too little. */
  readonly lowOverlaps: number;
  /** Confidence of the surest box that matches no label, 0 without one. */
  readonly surestExtra: number;
  /** Lowest overlap of a label with the box over it, matched or too low; null: no label has a box over it. */
  readonly worstOverlap: number | null;
};

/** Every image's finding, in the order of the table. `threshold`: boxes and verdicts need a confidence above it, as float32. */
export function findImages(table: MatchTable, matches: Matches, threshold: number): ImageFinding[] {
  const limit = Math.fround(threshold);
  const seenOverlap = new Float64Array(matches.detectionOf.length);
  return table.images.map((_, image) => {
    let truePositives = 0;
    let falsePositives = 0;
    let surestExtra = 0;
    // Detections above the threshold come first: their order is by confidence.
    let end = table.detectionStarts[image];
    for (; end < table.detectionStarts[image + 1] && table.confidences[end] > limit; end++) {
      if (matches.labelOf[end] !== -1) truePositives++;
      else {
        falsePositives++;
        surestExtra = Math.max(surestExtra, table.confidences[end]);
        for (let pair = table.pairStarts[end]; pair < table.pairStarts[end + 1]; pair++) {
          const label = table.pairLabels[pair];
          seenOverlap[label] = Math.max(seenOverlap[label], table.pairOverlaps[pair]);
        }
      }
    }
    let misses = 0;
    let lowOverlaps = 0;
    let worstOverlap: number | null = null;
    for (let label = table.labelStarts[image]; label < table.labelStarts[image + 1]; label++) {
      const found = matches.detectionOf[label];
      const isFound = found !== -1 && found < end;
      const overlap = isFound ? matches.overlapOf[found] : seenOverlap[label];
      if (!isFound) misses++;
      if (!isFound && overlap > 0) lowOverlaps++;
      if (overlap > 0) worstOverlap = Math.min(worstOverlap ?? 1, overlap);
    }
    const decision = decisionAt(table, image, threshold);
    const verdict = decision?.verdict ?? null;
    const counts = { truePositives, falsePositives, misses, lowOverlaps, surestExtra, worstOverlap };
    const kind = kindOf(decision?.truth ?? null, verdict, counts);
    return { image, kind, verdict, score: table.scores[image], ...counts };
  });
}

function kindOf(
  truth: string | null,
  verdict: Verdict | null,
  counts: Pick<ImageFinding, 'falsePositives' | 'misses' | 'lowOverlaps'>,
): FindingKind {
  if (truth === 'absent' && verdict === 'PRESENT') return 'false-report';
  if (truth === 'present' && verdict !== 'PRESENT') return 'missed';
  if (counts.lowOverlaps > 0) return 'low-overlap';
  if (counts.misses > 0) return 'missed-box';
  return counts.falsePositives > 0 ? 'extra-box' : 'right';
}

/**
 * Worst first: by kind, the gravest error before the other, and within a kind the graver first: the surest false report, the weakest
 * score of a missed one, the lowest overlap; of the right ones those nearest to being wrong (the weakest present one, the strongest absent one). Ties by image id.
 */
export function worstFirst(
  findings: readonly ImageFinding[],
  threshold: number,
  gravest: GravestError = 'false-positive',
): ImageFinding[] {
  const [, , ...milder] = findingKinds;
  const kinds: FindingKind[] = [
    ...gravestFirst(gravest, { 'false-positive': 'false-report' as const, miss: 'missed' as const }),
    ...milder,
  ];
  const ranks = new Map(kinds.map((kind, index) => [kind, index]));
  return findings
    .map((finding) => ({ finding, rank: ranks.get(finding.kind) ?? 0, gravity: gravityOf(finding, threshold) }))
    .sort((a, b) => a.rank - b.rank || b.gravity - a.gravity || a.finding.image - b.finding.image)
    .map(({ finding }) => finding);
}

function gravityOf(finding: ImageFinding, threshold: number): number {
  switch (finding.kind) {
    case 'false-report':
      return finding.score;
    case 'missed':
      return 1 - finding.score;
    case 'low-overlap':
      return 1 - (finding.worstOverlap ?? 0);
    case 'missed-box':
      return finding.misses;
    case 'extra-box':
      return finding.surestExtra;
    case 'right':
      return 1 - Math.abs(finding.score - threshold);
  }
}
