import { median } from './median.ts';

export type Side<Name extends string> = { readonly name: Name; readonly round: () => Promise<number> };

/**
 * Runs the sides in turn, `rounds` times, the order reversed in every second round, so that a noisy machine hurts all of them
 * alike. Each `round()` returns its own figure (images per second, milliseconds, ...). Returns every figure and the medians.
 */
export async function alternate<Name extends string>(
  rounds: number,
  sides: readonly Side<Name>[],
): Promise<{
  readonly all: Readonly<Record<Name, readonly number[]>>;
  readonly medians: Readonly<Record<Name, number>>;
}> {
  const all = Object.fromEntries(sides.map((side) => [side.name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? sides : [...sides].reverse();
    for (const side of order) all[side.name].push(await side.round());
  }
  const medians = Object.fromEntries(sides.map((side) => [side.name, median(all[side.name])])) as Record<Name, number>;
  return { all, medians };
}
