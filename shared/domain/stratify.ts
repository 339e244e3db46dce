import { compareText } from './natural-sort.ts';
import { seededRandom, shuffled } from './random.ts';
import { type Role, roles } from './role.ts';

export type StratifiedBlock = {
  readonly key: string;
  /** How many tries of each stratum (class, or absent) the block holds. */
  readonly strata: ReadonlyMap<string, number>;
};

/**
 * Gives every block a role so that each role has its number of blocks and, as nearly as whole blocks allow, its share of every
 * stratum: iterative stratification, the rarest stratum first [Sechidis, Tsoumakas, Vlahavas 2011]. The same blocks and seed give the same
 * roles, whatever order the blocks come in.
 *
 * @param counts blocks per role; they add up to the number of blocks
 */
export function stratifyBlocks(
  blocks: readonly StratifiedBlock[],
  counts: Readonly<Record<Role, number>>,
  seed: number,
): Map<string, Role> {
  const ordered = blocks.toSorted((a, b) => compareText(a.key, b.key));
  const waiting = new Set(shuffled(ordered, seededRandom(seed)));
  const free: Record<Role, number> = { ...counts };
  const wanted = wantedPerRole(blocks, counts);
  const roleOf = new Map<string, Role>();
  while (waiting.size > 0) {
    const stratum = rarest(waiting);
    for (const block of [...waiting].filter(({ strata }) => stratum === null || strata.has(stratum))) {
      const role = neediest(stratum === null ? null : wanted.get(stratum)!, free, counts);
      roleOf.set(block.key, role);
      waiting.delete(block);
      free[role]--;
      for (const [name, count] of block.strata) wanted.get(name)![role] -= count;
    }
  }
  return roleOf;
}

/** Tries of each stratum that each role should get. */
function wantedPerRole(
  blocks: readonly StratifiedBlock[],
  counts: Readonly<Record<Role, number>>,
): Map<string, Record<Role, number>> {
  const totals = new Map<string, number>();
  for (const { strata } of blocks) {
    for (const [name, count] of strata) totals.set(name, (totals.get(name) ?? 0) + count);
  }
  return new Map(
    [...totals].map(([name, total]) => {
      const wanted = (role: Role) => (total * counts[role]) / blocks.length;
      return [
        name,
        { train: wanted('train'), val: wanted('val'), calibration: wanted('calibration'), test: wanted('test') },
      ];
    }),
  );
}

/** The stratum of which fewest tries wait, ties by name; null when no waiting block has any. */
function rarest(waiting: ReadonlySet<StratifiedBlock>): string | null {
  const left = new Map<string, number>();
  for (const { strata } of waiting) {
    for (const [name, count] of strata) left.set(name, (left.get(name) ?? 0) + count);
  }
  const [first] = [...left].sort((a, b) => a[1] - b[1] || compareText(a[0], b[0]));
  return first === undefined ? null : first[0];
}

/** Among roles with room: the one that lacks most of the stratum, then the one with the largest part of its blocks still to come. */
function neediest(
  wanted: Readonly<Record<Role, number>> | null,
  free: Readonly<Record<Role, number>>,
  counts: Readonly<Record<Role, number>>,
): Role {
  const open = roles.filter((role) => free[role] > 0);
  const [best] = open.toSorted(
    (a, b) => (wanted === null ? 0 : round(wanted[b] - wanted[a])) || free[b] / counts[b] - free[a] / counts[a],
  );
  if (best === undefined) throw new Error('The roles have fewer blocks than there are blocks to place.');
  return best;
}

/** Differences that only come from the order of floating-point additions must not decide. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
