import { mean } from '../support/median.ts';

export type LossItems = { readonly box: number; readonly cls: number; readonly dfl: number };
const items = ['box', 'cls', 'dfl'] as const;

/** The largest relative difference of any loss item over the given steps; 0 against 0 counts as equal. */
export function largestDifference(own: readonly LossItems[], peer: readonly LossItems[]): number {
  if (own.length !== peer.length) throw new Error(`${own.length} steps of ours, ${peer.length} of the peer's.`);
  let largest = 0;
  own.forEach((step, index) => {
    for (const item of items) largest = Math.max(largest, relative(step[item], peer[index]![item]));
  });
  return largest;
}

/**
 * The largest relative difference of the 5-epoch moving means of the epochs' mean losses, over the means that lie wholly at or
 * after epoch `from` (counted from 1). Undefined for runs that are too short to have one.
 */
export function largestMovingDifference(
  own: readonly LossItems[],
  peer: readonly LossItems[],
  from = 5,
  length = 5,
): number | undefined {
  let largest: number | undefined;
  for (let start = from - 1; start + length <= own.length; start += 1) {
    for (const item of items) {
      const ours = mean(own.slice(start, start + length).map((epoch) => epoch[item]));
      const theirs = mean(peer.slice(start, start + length).map((epoch) => epoch[item]));
      largest = Math.max(largest ?? 0, relative(ours, theirs));
    }
  }
  return largest;
}

function relative(value: number, reference: number): number {
  return value === reference ? 0 : Math.abs(value - reference) / Math.max(Math.abs(reference), 1e-12);
}
