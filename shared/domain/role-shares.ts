import { z } from 'zod';
import { failure, type Result, success } from './problem.ts';
import { type Role, roles } from './role.ts';

/** Share of the blocks that each role gets; they add up to 1. */
export const roleSharesSchema = z.record(z.enum(roles), z.number().min(0).max(1));
export type RoleShares = z.infer<typeof roleSharesSchema>;

const manyBlocks = 50;
const fewestTestBlocks = 20;

/** The original's 80/20 while blocks are few, or only segments; from 50 shifts on also calibration and test. */
export function defaultShares(blockCount: number, rule: 'shift' | 'segment'): RoleShares {
  return rule === 'shift' && blockCount >= manyBlocks
    ? { train: 0.4, val: 0.1, calibration: 0.15, test: 0.35 }
    : { train: 0.8, val: 0.2, calibration: 0, test: 0 };
}

/**
 * How many blocks each role gets: shares rounded by largest remainder, at least one for every role that has a share, and, with
 * the default shares, at least 20 for test, taken from the role that has most beyond that.
 */
export function blocksPerRole(
  blockCount: number,
  shares: RoleShares,
  { keepTestMinimum }: { readonly keepTestMinimum: boolean },
): Result<Readonly<Record<Role, number>>> {
  const problem = sharesProblem(blockCount, shares);
  if (problem !== null) return problem;
  const asked = roles.filter((role) => shares[role] > 0);
  const counts: Record<Role, number> = { train: 0, val: 0, calibration: 0, test: 0 };
  for (const role of asked) counts[role] = Math.floor(shares[role] * blockCount + 1e-9);
  const byRemainder = asked.toSorted((a, b) => remainder(b) - remainder(a) || roles.indexOf(a) - roles.indexOf(b));
  for (let left = blockCount - total(counts), index = 0; left > 0; left--, index++) {
    counts[byRemainder[index % byRemainder.length]!]++;
  }
  for (const role of asked) if (counts[role] === 0) moveTo(role, 1);
  if (keepTestMinimum && shares.test > 0 && counts.test < fewestTestBlocks)
    moveTo('test', fewestTestBlocks - counts.test);
  return success(counts);

  function remainder(role: Role): number {
    const exact = shares[role] * blockCount;
    return exact - Math.floor(exact + 1e-9);
  }
  function moveTo(role: Role, count: number): void {
    for (let moved = 0; moved < count; moved++) {
      const donor = asked.filter((other) => other !== role).reduce((a, b) => (counts[b] > counts[a] ? b : a));
      if (counts[donor] <= 1) return;
      counts[donor]--;
      counts[role]++;
    }
  }
}

function sharesProblem(blockCount: number, shares: RoleShares): ReturnType<typeof failure> | null {
  const sum = roles.reduce((total, role) => total + shares[role], 0);
  if (Math.abs(sum - 1) > 1e-6 || roles.some((role) => !(shares[role] >= 0))) {
    const given = roles.map((role) => `${role} ${shares[role]}`).join(', ');
    return failure(
      'invalid-input',
      `The shares ${given} add up to ${Number(sum.toFixed(6))}, not to 1. No dataset version was made; correct them.`,
    );
  }
  if (shares.train === 0) {
    return failure(
      'invalid-input',
      'The role train has no share, so nothing could be learned. No dataset version was made; give train a share.',
    );
  }
  const asked = roles.filter((role) => shares[role] > 0);
  if (blockCount < asked.length) {
    return failure(
      'not-enough-data',
      `There ${blockCount === 1 ? 'is 1 block' : `are ${blockCount} blocks`} of images for ${asked.length} roles (${asked.join(', ')}), and a block is never split. No dataset version was made; import images of more shifts.`,
    );
  }
  return null;
}

function total(counts: Readonly<Record<Role, number>>): number {
  return roles.reduce((sum, role) => sum + counts[role], 0);
}
