import type { TriedPicture } from '../../../shared/contract/models.ts';
import type { Box } from '../../../shared/domain/box.ts';
import type { PlacementTolerance } from '../../../shared/domain/evaluation.ts';
import { centreLiesIn, decideImage, isAboveThreshold } from '../../../shared/domain/verdict.ts';

export type Condition = {
  readonly words: string;
  /** Null: there is nothing to judge by (no box). */
  readonly holds: boolean | null;
  readonly value: string;
};

/** What PRESENT needs by the model's own rule, each with whether it holds; the same functions decide at the station. */
export function conditionsOf({ detections, rule, classes }: TriedPicture): Condition[] {
  const { targetClassIndex, threshold, regionOfInterest, tolerance } = rule;
  const name = classes[targetClassIndex] ?? 'object';
  const candidates = detections.filter(
    ({ classIndex, box }) => classIndex === targetClassIndex && centreLiesIn(box, regionOfInterest),
  );
  const { score, detection } = decideImage(detections, rule);
  const isOver = isAboveThreshold(score, threshold);
  return [
    {
      words: regionOfInterest ? `A box of the class “${name}” in the region` : `A box of the class “${name}”`,
      holds: detection !== null,
      value: candidates.length === 0 ? 'none' : `${candidates.length} found`,
    },
    {
      words: 'Its score is over the threshold',
      holds: detection === null ? null : isOver,
      value: detection === null ? '' : scoreWords(score, threshold),
    },
    ...placeConditions(detection?.box ?? null, tolerance),
  ];
}

function scoreWords(score: number, threshold: number): string {
  if (Math.fround(score) === Math.fround(threshold)) return `just ${threshold.toFixed(3)}`;
  return `${score.toFixed(3)} ${isAboveThreshold(score, threshold) ? 'over' : 'not over'} ${threshold.toFixed(3)}`;
}

function placeConditions(box: Box | null, tolerance: PlacementTolerance | null): Condition[] {
  if (tolerance === null) return [{ words: 'Its place and size', holds: true, value: 'none taught, all count' }];
  if (box === null) {
    return [
      { words: 'Its place is the taught one', holds: null, value: '' },
      { words: 'Its size is the taught one', holds: null, value: '' },
    ];
  }
  const { taughtBox: taught, centreXPx, centreYPx, widthPx, heightPx } = tolerance;
  const x = (box.xMin + box.xMax - taught.xMin - taught.xMax) / 2;
  const y = (box.yMin + box.yMax - taught.yMin - taught.yMax) / 2;
  const width = box.xMax - box.xMin - (taught.xMax - taught.xMin);
  const height = box.yMax - box.yMin - (taught.yMax - taught.yMin);
  return [
    {
      words: 'Its place is the taught one',
      holds: Math.abs(x) <= centreXPx && Math.abs(y) <= centreYPx,
      value: worst([
        { off: x, allowed: centreXPx, ways: ['left', 'right'] },
        { off: y, allowed: centreYPx, ways: ['up', 'down'] },
      ]),
    },
    {
      words: 'Its size is the taught one',
      holds: Math.abs(width) <= widthPx && Math.abs(height) <= heightPx,
      value: worst([
        { off: width, allowed: widthPx, ways: ['narrower', 'wider'] },
        { off: height, allowed: heightPx, ways: ['lower', 'higher'] },
      ]),
    },
  ];
}

type Deviation = { readonly off: number; readonly allowed: number; readonly ways: readonly [string, string] };

/** The deviation that lies furthest out for what is allowed: `212 px right of ≤ 96`. */
function worst(deviations: readonly [Deviation, Deviation]): string {
  const share = ({ off, allowed }: Deviation) => Math.abs(off) / Math.max(allowed, 1e-9);
  const [first, second] = deviations;
  const { off, allowed, ways } = share(first) >= share(second) ? first : second;
  return `${Math.round(Math.abs(off))} px ${off < 0 ? ways[0] : ways[1]} of ≤ ${Math.round(allowed)}`;
}
