import type { AnnotationContent } from './annotation.ts';
import { groupBy } from './group-by.ts';
import { framesNearTrain, type Leakage, measureLeakage, type RecordedFrame } from './leakage.ts';
import { compareText, naturalComparer } from './natural-sort.ts';
import { failure, type Result, success } from './problem.ts';
import { type Role, roles } from './role.ts';
import { blocksPerRole, defaultShares, type RoleShares } from './role-shares.ts';
import { assignBlocks, type BlockAssignment, type BlockMember, defaultShiftHours } from './shift-block.ts';
import { stratifyBlocks } from './stratify.ts';

export type SplitMember = BlockMember & {
  /** Hash of the decoded pixels: the same pixels in another file are a duplicate. Null where it was not measured. */
  readonly pixelHash: string | null;
  /** Role in the dataset it was imported with, kept by `keepImportedRoles`. */
  readonly importedRole: Role | null;
};

export type SplitOptions = {
  readonly seed: number;
  /** Null: the default for the number of blocks. */
  readonly shares: RoleShares | null;
  readonly keepImportedRoles: boolean;
  readonly shiftHours?: readonly number[];
};

export type LeftOut = { readonly imageId: string; readonly reason: 'duplicate' | 'guard-frame' | 'no-imported-role' };

export type Split = {
  readonly roleOf: ReadonlyMap<string, Role>;
  readonly blockOf: ReadonlyMap<string, string>;
  readonly leftOut: readonly LeftOut[];
  readonly blocks: BlockAssignment;
  readonly blocksPerRole: Readonly<Record<Role, number>>;
  readonly leakage: Leakage;
  /** How the roles came about, a sentence each, for the version's record and the screen. */
  readonly sentences: readonly string[];
};

/** Strata of an image for the split: the classes it shows, or `absent`; none for an unlabelled one. */
export function strataOf(content: AnnotationContent, classes: readonly string[]): string[] {
  switch (content.state) {
    case 'unlabelled':
      return [];
    case 'no-object':
      return ['absent'];
    case 'boxes':
      return [...new Set(content.boxes.map(({ classIndex }) => classes[classIndex] ?? `class ${classIndex}`))];
  }
}

/**
 * Roles for the members of a dataset version: by block, stratified, seeded; duplicates left out, and guard frames where a non-train
 * block touches train. Depends on the members as a set: listing order changes nothing.
 */
export function splitMembers(members: readonly SplitMember[], options: SplitOptions): Result<Split> {
  const byName = naturalComparer();
  const ordered = members.toSorted((a, b) => byName(a.path, b.path) || compareText(a.imageId, b.imageId));
  const { unique, duplicates } = withoutDuplicates(ordered, options.keepImportedRoles);
  if (unique.length === 0) {
    return failure(
      'not-enough-data',
      'There is no labelled image to put into a dataset version. Nothing was made; import and label images first.',
    );
  }
  const blocks = assignBlocks(unique, options.shiftHours ?? defaultShiftHours);
  const given = options.keepImportedRoles ? importedRoles(unique) : rolesByBlock(unique, blocks, options);
  if (!given.ok) return given;
  const { roleOf: roleBefore, sentences } = given.value;
  const withoutRole = unique.filter(({ imageId }) => !roleBefore.has(imageId));
  const guards = options.keepImportedRoles ? none : guardFrames(unique, blocks, roleBefore);
  const roleOf = new Map([...roleBefore].filter(([imageId]) => !guards.left.has(imageId)));
  const leftOut: LeftOut[] = [
    ...duplicates.map(({ imageId }) => ({ imageId, reason: 'duplicate' as const })),
    ...withoutRole.map(({ imageId }) => ({ imageId, reason: 'no-imported-role' as const })),
    ...unique
      .filter(({ imageId }) => guards.left.has(imageId))
      .map(({ imageId }) => ({ imageId, reason: 'guard-frame' as const })),
  ];
  const leakage = measureLeakage(recorded(unique, blocks, roleOf));
  const described = options.keepImportedRoles ? asImported(blocks, leakage) : blocks;
  return success({
    roleOf,
    blockOf: blocks.blockOf,
    leftOut,
    blocks: described,
    blocksPerRole: countBlocks(roleOf, blocks),
    leakage,
    sentences: [
      described.sentence,
      ...sentences,
      ...(duplicates.length === 0
        ? []
        : [`${counted(duplicates.length, 'duplicate')} left out (the same pixels as another image).`]),
      ...(withoutRole.length === 0
        ? []
        : [`${counted(withoutRole.length, 'image')} left out: the imported dataset gave no role.`]),
      ...guards.sentences,
    ],
  });
}

/** Blocks of a split that was not made by them: they only measure how much of train the other roles have seen. */
function asImported(blocks: BlockAssignment, leakage: Leakage): BlockAssignment {
  const shared = (['val', 'calibration', 'test'] as const)
    .filter((role) => leakage[role].shareInTrainBlock > 0)
    .map((role) => `${Math.ceil(leakage[role].shareInTrainBlock * 100)} % of ${role}`);
  const kept = 'The split of the imported dataset was kept as it came';
  const kind = blocks.rule === 'shift' ? 'a shift' : 'a run of neighbours in name order';
  if (shared.length > 0) {
    return {
      ...blocks,
      optimistic: true,
      sentence: `Figures optimistic: ${kept.toLowerCase()}, and ${shared.join(', ')} shares ${kind} with train.`,
    };
  }
  return { ...blocks, sentence: `${kept}; no image of another role shares ${kind} with train.` };
}

type Roles = { readonly roleOf: ReadonlyMap<string, Role>; readonly sentences: readonly string[] };

function rolesByBlock(members: readonly SplitMember[], blocks: BlockAssignment, options: SplitOptions): Result<Roles> {
  const byBlock = groupBy(members, ({ imageId }) => blocks.blockOf.get(imageId)!);
  const shares = options.shares ?? defaultShares(byBlock.size, blocks.rule);
  const counts = blocksPerRole(byBlock.size, shares, { keepTestMinimum: options.shares === null });
  if (!counts.ok) return counts;
  const stratified = [...byBlock].map(([key, inBlock]) => ({ key, strata: triesPerStratum(inBlock) }));
  const roleOfBlock = stratifyBlocks(stratified, counts.value, options.seed);
  const roleOf = new Map(members.map(({ imageId }) => [imageId, roleOfBlock.get(blocks.blockOf.get(imageId)!)!]));
  const shown = roles.filter((role) => counts.value[role] > 0).map((role) => `${role} ${counts.value[role]}`);
  const origin = options.shares === null ? 'default shares' : 'shares as set';
  return success({ roleOf, sentences: [`Blocks per role (${origin}, seed ${options.seed}): ${shown.join(', ')}.`] });
}

function triesPerStratum(members: readonly SplitMember[]): Map<string, number> {
  const tries = new Map<string, number>();
  for (const cycle of groupBy(members, (member) => member.cycle).values()) {
    for (const stratum of new Set(cycle.flatMap(({ strata }) => strata)))
      tries.set(stratum, (tries.get(stratum) ?? 0) + 1);
  }
  return tries;
}

function importedRoles(members: readonly SplitMember[]): Result<Roles> {
  const roleOf = new Map<string, Role>();
  for (const { imageId, importedRole } of members) if (importedRole !== null) roleOf.set(imageId, importedRole);
  if (![...roleOf.values()].includes('train')) {
    return failure(
      'not-enough-data',
      'The imported split has no train images, so nothing could be learned. No dataset version was made; let the split be made here.',
    );
  }
  return success({ roleOf, sentences: [] });
}

/** Keeps the first of the same pixels: by role where roles are imported, train first, otherwise by natural path order. */
function withoutDuplicates(ordered: readonly SplitMember[], keepImportedRoles: boolean) {
  const rank = ({ importedRole }: SplitMember) =>
    !keepImportedRoles ? 0 : importedRole === null ? roles.length : roles.indexOf(importedRole);
  const keepers = new Map<string, string>();
  for (const { imageId, pixelHash } of ordered.toSorted((a, b) => rank(a) - rank(b))) {
    if (pixelHash !== null && !keepers.has(pixelHash)) keepers.set(pixelHash, imageId);
  }
  const isKept = ({ imageId, pixelHash }: SplitMember) => pixelHash === null || keepers.get(pixelHash) === imageId;
  return { unique: ordered.filter(isKept), duplicates: ordered.filter((member) => !isKept(member)) };
}

type Guards = { readonly left: ReadonlySet<string>; readonly sentences: readonly string[] };
const none: Guards = { left: new Set(), sentences: [] };

/**
 * Frames within 2 of a train frame, under 10 minutes apart. With segments a role that would lose more than half its images keeps
 * them: its figures are called optimistic anyway, and the leakage figure shows it.
 */
function guardFrames(
  members: readonly SplitMember[],
  blocks: BlockAssignment,
  roleOf: ReadonlyMap<string, Role>,
): Guards {
  const near = framesNearTrain(recorded(members, blocks, roleOf));
  const left = new Set<string>();
  const sentences: string[] = [];
  for (const role of roles) {
    const inRole = members.filter(({ imageId }) => roleOf.get(imageId) === role);
    const guards = inRole.filter(({ imageId }) => near.has(imageId));
    if (guards.length === 0) continue;
    if (blocks.optimistic && guards.length * 2 > inRole.length) {
      sentences.push(
        `${counted(guards.length, 'image')} of ${role} next to train kept, for ${role} would lose more than half of its ${inRole.length}.`,
      );
      continue;
    }
    for (const { imageId } of guards) left.add(imageId);
    sentences.push(`${counted(guards.length, 'guard frame')} of ${role} left out, within 2 frames of a train image.`);
  }
  return { left, sentences };
}

function recorded(
  members: readonly SplitMember[],
  blocks: BlockAssignment,
  roleOf: ReadonlyMap<string, Role>,
): RecordedFrame[] {
  return members.map(({ imageId, source, path, capturedLocal }) => ({
    imageId,
    source,
    path,
    capturedLocal,
    block: blocks.blockOf.get(imageId)!,
    role: roleOf.get(imageId) ?? null,
  }));
}

function countBlocks(roleOf: ReadonlyMap<string, Role>, blocks: BlockAssignment): Record<Role, number> {
  const keys = groupBy(roleOf, ([, role]) => role);
  const count = (role: Role) => new Set((keys.get(role) ?? []).map(([imageId]) => blocks.blockOf.get(imageId))).size;
  return { train: count('train'), val: count('val'), calibration: count('calibration'), test: count('test') };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
