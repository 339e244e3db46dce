import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDataset } from '../../../shared/domain/dataset-hash.ts';
import { seededRandom, shuffled } from '../../../shared/domain/random.ts';
import { type Role, roles } from '../../../shared/domain/role.ts';
import { blocksPerRole, defaultShares } from '../../../shared/domain/role-shares.ts';
import { type Split, type SplitMember, type SplitOptions, splitMembers } from '../../../shared/domain/split.ts';

const options: SplitOptions = { seed: 7, shares: null, keepImportedRoles: false };
const day = Date.parse('2024-01-01T06:00:00Z');
const member = (index: number, more: Partial<SplitMember> = {}): SplitMember => ({
  imageId: `id${index}`,
  source: 'cam1',
  path: `${index}.png`,
  cycle: `image:id${index}`,
  capturedLocal: null,
  stagedSessionId: null,
  strata: [index % 2 === 0 ? 'plug' : 'absent'],
  pixelHash: null,
  importedRole: null,
  ...more,
});
/** `count` shifts of `perShift` single-frame tries, an hour apart unless told otherwise, half of them absent. */
const plant = (count: number, perShift: number, minutesApart = 60): SplitMember[] =>
  Array.from({ length: count * perShift }, (_, index) => {
    const time = day + Math.floor(index / perShift) * 8 * 3_600_000 + (index % perShift) * minutesApart * 60_000;
    return member(index, { capturedLocal: new Date(time).toISOString().slice(0, -1) });
  });
const split = (members: readonly SplitMember[], more: Partial<SplitOptions> = {}): Split => {
  const result = splitMembers(members, { ...options, ...more });
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.value;
};
const countOf = (made: Split, role: Role) => [...made.roleOf.values()].filter((other) => other === role).length;
const rolesOfBlocks = (made: Split) => {
  const found = new Map<string, Set<Role>>();
  for (const [id, role] of made.roleOf) {
    const key = made.blockOf.get(id)!;
    found.set(key, (found.get(key) ?? new Set()).add(role));
  }
  return [...found.values()];
};

describe('shares of blocks', () => {
  it('are the original 80/20 under 50 blocks, and four roles from 50 on', () => {
    expect(defaultShares(49, 'shift')).toEqual({ train: 0.8, val: 0.2, calibration: 0, test: 0 });
    expect(defaultShares(50, 'shift')).toEqual({ train: 0.4, val: 0.1, calibration: 0.15, test: 0.35 });
    expect(defaultShares(80, 'segment').test).toBe(0);
  });

  it('by default leave test never under 20 blocks', () => {
    const counts = (blocks: number) => {
      const result = blocksPerRole(blocks, defaultShares(blocks, 'shift'), { keepTestMinimum: true });
      return result.ok ? result.value : null;
    };
    expect(counts(50)).toEqual({ train: 17, val: 5, calibration: 8, test: 20 });
    expect(counts(120)).toEqual({ train: 48, val: 12, calibration: 18, test: 42 });
    expect(counts(5)).toEqual({ train: 4, val: 1, calibration: 0, test: 0 });
    expect(counts(2)).toEqual({ train: 1, val: 1, calibration: 0, test: 0 });
  });

  it('may be set otherwise, and are refused when they do not add up or blocks are too few', () => {
    const shares = { train: 0.5, val: 0.25, calibration: 0.125, test: 0.125 };
    expect(blocksPerRole(16, shares, { keepTestMinimum: false })).toMatchObject({
      ok: true,
      value: { train: 8, val: 4, calibration: 2, test: 2 },
    });
    expect(blocksPerRole(3, shares, { keepTestMinimum: false })).toMatchObject({
      ok: false,
      problem: { code: 'not-enough-data' },
    });
    expect(blocksPerRole(9, { ...shares, train: 0.6 }, { keepTestMinimum: false })).toMatchObject({
      ok: false,
      problem: { sentence: expect.stringMatching(/add up to 1\.1, not to 1/) },
    });
  });

  it('are met to within a block for any shares and number of blocks', () => {
    const share = fc.integer({ min: 0, max: 10 });
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 1, max: 10 }), share, share, share),
        fc.integer({ min: 4, max: 300 }),
        (parts, blocks) => {
          const total = parts.reduce((sum, part) => sum + part, 0);
          const shares = {
            train: parts[0] / total,
            val: parts[1] / total,
            calibration: parts[2] / total,
            test: parts[3] / total,
          };
          const result = blocksPerRole(blocks, shares, { keepTestMinimum: false });
          if (!result.ok) throw new Error(result.problem.sentence);
          expect(roles.reduce((sum, role) => sum + result.value[role], 0)).toBe(blocks);
          for (const role of roles) {
            if (shares[role] === 0) expect(result.value[role]).toBe(0);
            else expect(result.value[role]).toBeGreaterThanOrEqual(1);
            expect(Math.abs(result.value[role] - shares[role] * blocks)).toBeLessThan(3);
          }
        },
      ),
    );
  });
});

describe('a split', () => {
  it('of 60 shifts gives every role its blocks and its half of absent tries', () => {
    const made = split(plant(60, 4));
    expect(made.blocksPerRole).toEqual({ train: 24, val: 6, calibration: 9, test: 21 });
    expect(made.leftOut).toEqual([]);
    for (const role of roles) {
      const inRole = [...made.roleOf].filter(([, other]) => other === role).map(([id]) => Number(id.slice(2)));
      expect(inRole.filter((index) => index % 2 === 1).length / inRole.length).toBe(0.5);
    }
    expect(made.sentences.join(' ')).toMatch(
      /60 blocks.*default shares, seed 7.*train 24, val 6, calibration 9, test 21/,
    );
  });

  it('spreads a class that only a few blocks hold', () => {
    const members = plant(60, 4).map((other, index) => (index % 40 === 0 ? { ...other, strata: ['rare'] } : other));
    const made = split(members);
    const rare = members.filter(({ strata }) => strata[0] === 'rare').map(({ imageId }) => made.roleOf.get(imageId));
    expect(rare.length).toBe(6);
    expect(rare.filter((role) => role === 'test').length).toBe(2);
    expect(rare.filter((role) => role === 'train').length).toBeGreaterThanOrEqual(2);
  });

  it('is another one with another seed', () => {
    const members = plant(60, 4);
    expect(split(members, { seed: 8 }).roleOf).not.toEqual(split(members).roleOf);
  });

  it('leaves out the first two frames next to train as guard frames, counts them, and so leaks nothing', () => {
    // Frames every four minutes right through the shifts: the last of one shift and the first of the next are neighbours.
    const members = Array.from({ length: 60 * 120 }, (_, index) =>
      member(index, { capturedLocal: new Date(day + index * 4 * 60_000).toISOString().slice(0, -1) }),
    );
    const made = split(members);
    expect(made.leftOut.length).toBeGreaterThan(0);
    expect(made.leftOut.every(({ reason }) => reason === 'guard-frame')).toBe(true);
    expect(made.leftOut.length % 2).toBe(0);
    for (const role of ['val', 'calibration', 'test'] as const) {
      expect(made.leakage[role]).toMatchObject({ shareInTrainBlock: 0, shareNearTrainFrame: 0 });
    }
    expect(made.sentences.some((sentence) => /guard frames of test left out/.test(sentence))).toBe(true);
  });

  it('needs no guard frames where shifts lie ten minutes or more apart', () => {
    expect(split(plant(60, 4, 10)).leftOut).toEqual([]);
  });

  it('takes the same pixels only once', () => {
    const members = plant(10, 4).map((other, index) => ({ ...other, pixelHash: index < 3 ? 'same' : `own${index}` }));
    const made = split(members);
    expect(made.leftOut).toEqual([
      { imageId: 'id1', reason: 'duplicate' },
      { imageId: 'id2', reason: 'duplicate' },
    ]);
    expect(made.sentences).toContain('2 duplicates left out (the same pixels as another image).');
  });

  it('keeps the roles of an imported dataset when asked, drops duplicates outside train first, and measures what leaks', () => {
    const members = plant(6, 4).map((other, index) => ({
      ...other,
      importedRole: index % 4 === 0 ? ('val' as const) : ('train' as const),
      pixelHash: index < 2 ? 'same' : `own${index}`,
    }));
    const made = split([...members, member(99, { capturedLocal: '2024-01-01T06:30:00.000' })], {
      keepImportedRoles: true,
    });
    expect(made.roleOf.get('id0')).toBeUndefined();
    expect(made.leftOut).toEqual([
      { imageId: 'id0', reason: 'duplicate' },
      { imageId: 'id99', reason: 'no-imported-role' },
    ]);
    expect([countOf(made, 'train'), countOf(made, 'val')]).toEqual([18, 5]);
    expect(made.leakage.val.shareInTrainBlock).toBe(1);
    expect(made.blocks.optimistic).toBe(true);
    expect(made.sentences[0]).toMatch(/kept as it came, and 100 % of val shares a shift with train/);
  });

  it('that was imported shift by shift leaks nothing, and is not called optimistic', () => {
    const members = plant(6, 4).map((other, index) => ({
      ...other,
      importedRole: index < 4 ? ('val' as const) : ('train' as const),
    }));
    const made = split(members, { keepImportedRoles: true });
    expect(made.blocks.optimistic).toBe(false);
    expect(made.sentences[0]).toMatch(/no image of another role shares a shift with train/);
  });

  it('without times keeps neighbours of train where a role would lose most of its images, and says so', () => {
    const made = split(Array.from({ length: 40 }, (_, index) => member(index)));
    expect(made.blocks.optimistic).toBe(true);
    expect(made.leftOut).toEqual([]);
    expect(made.leakage.val.shareNearTrainFrame).toBeGreaterThan(0.5);
    expect(made.sentences.join(' ')).toMatch(/next to train kept, for val would lose more than half/);
  });

  it('of nothing, or of one try, is refused', () => {
    expect(splitMembers([], options)).toMatchObject({ ok: false, problem: { code: 'not-enough-data' } });
    expect(splitMembers([member(1)], options)).toMatchObject({ ok: false, problem: { code: 'not-enough-data' } });
  });
});

/** Recordings of any length and pace, some frames in tries of several, some copies, several sources. */
const recordings = fc
  .array(
    fc.record({
      source: fc.constantFrom('cam1', 'cam2'),
      minutesLater: fc.integer({ min: 0, max: 300 }),
      sameTry: fc.boolean(),
      stratum: fc.constantFrom('plug', 'plug', 'absent'),
      copy: fc.integer({ min: 0, max: 20 }),
    }),
    { minLength: 12, maxLength: 160 },
  )
  .map((steps) => {
    let minutes = 0;
    let cycle = 0;
    return steps.map(({ source, minutesLater, sameTry, stratum, copy }, index): SplitMember => {
      minutes += minutesLater;
      if (!sameTry) cycle++;
      return member(index, {
        source,
        cycle: `trigger:${source}/${cycle}`,
        capturedLocal: new Date(day + minutes * 60_000).toISOString().slice(0, -1),
        strata: [stratum],
        pixelHash: copy === 0 ? 'copy' : null,
      });
    });
  });
const anyShares = fc.constantFrom(null, { train: 0.5, val: 0.2, calibration: 0.1, test: 0.2 });

describe('whatever was recorded', () => {
  it('the same images give the same split and the same dataset text, in whichever order they are listed', () => {
    fc.assert(
      fc.property(recordings, anyShares, fc.nat(1000), (members, shares, seed) => {
        const first = splitMembers(members, { ...options, shares, seed });
        const second = splitMembers(shuffled(members, seededRandom(seed)), { ...options, shares, seed });
        expect(second.ok).toBe(first.ok);
        if (!first.ok || !second.ok) return;
        expect(textOf(second.value)).toBe(textOf(first.value));
        expect(second.value.leftOut.toSorted(byId)).toEqual(first.value.leftOut.toSorted(byId));
        expect(second.value.sentences).toEqual(first.value.sentences);
      }),
      { numRuns: 60 },
    );
  });

  it('no block lies in two roles, no try is split, and every image has a role or a reason', () => {
    fc.assert(
      fc.property(recordings, anyShares, fc.nat(1000), (members, shares, seed) => {
        const result = splitMembers(members, { ...options, shares, seed });
        if (!result.ok) return;
        for (const found of rolesOfBlocks(result.value)) expect(found.size).toBe(1);
        const roleOfCycle = new Map<string, Role>();
        for (const { imageId, cycle } of members) {
          const role = result.value.roleOf.get(imageId);
          if (role === undefined) continue;
          expect(roleOfCycle.get(cycle) ?? role).toBe(role);
          roleOfCycle.set(cycle, role);
        }
        expect(result.value.roleOf.size + result.value.leftOut.length).toBe(members.length);
        expect(result.value.leftOut.some(({ imageId }) => result.value.roleOf.has(imageId))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('nothing leaks from train into blocks by shift', () => {
    fc.assert(
      fc.property(recordings, anyShares, (members, shares) => {
        const result = splitMembers(members, { ...options, shares });
        if (!result.ok || result.value.blocks.optimistic) return;
        for (const role of ['val', 'calibration', 'test'] as const) {
          expect(result.value.leakage[role]).toMatchObject({ shareInTrainBlock: 0, shareNearTrainFrame: 0 });
        }
      }),
      { numRuns: 60 },
    );
  });
});

function byId(a: { imageId: string }, b: { imageId: string }): number {
  return a.imageId < b.imageId ? -1 : 1;
}

function textOf(made: Split): string {
  return canonicalDataset({
    members: [...made.roleOf].map(([imageId, role]) => ({
      imageId,
      role,
      block: made.blockOf.get(imageId)!,
      episode: imageId,
      content: { state: 'no-object' as const },
    })),
    classes: ['plug'],
    preparation: { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] },
    seed: 1,
  });
}
