import { groupBy } from './group-by.ts';
import { compareText, naturalComparer } from './natural-sort.ts';

/** One image on its way into a dataset version, as far as blocks are concerned. */
export type BlockMember = {
  readonly imageId: string;
  readonly source: string;
  readonly path: string;
  /** `EpisodeOf.cycle`: its frames stay together. */
  readonly cycle: string;
  /** Local wall-clock time, null where unknown. */
  readonly capturedLocal: string | null;
  readonly stagedSessionId: string | null;
  /** Class names of its boxes, or `absent` alone for an image without any: see `strataOf`. */
  readonly strata: readonly string[];
};

export type BlockAssignment = {
  /** Block key by image id. */
  readonly blockOf: ReadonlyMap<string, string>;
  readonly rule: 'shift' | 'segment';
  /** True for segments: neighbours in time may lie in different roles, so figures flatter and the gate counts no blocks. */
  readonly optimistic: boolean;
  readonly sentence: string;
};

export const defaultShiftHours: readonly number[] = [6, 14, 22];

/** `2024-09-15/22` for 22:00 of that day to 06:00 of the next: the night shift belongs to the day it started on. */
export function shiftKey(local: string, shiftHours: readonly number[] = defaultShiftHours): string {
  const hours = [...shiftHours].sort((a, b) => a - b);
  const hour = Number(local.slice(11, 13));
  const start = hours.findLast((candidate) => candidate <= hour);
  if (start !== undefined) return `${local.slice(0, 10)}/${twoDigits(start)}`;
  const dayBefore = new Date(Date.parse(`${local.slice(0, 10)}T00:00:00Z`) - 86_400_000);
  return `${dayBefore.toISOString().slice(0, 10)}/${twoDigits(hours.at(-1)!)}`;
}

const fewestBlocks = 5;
const largestShare = 0.4;
const fewestSegments = 20;
const segmentsPerStratum = 10;

/**
 * Block of every image: source, day and shift of the capture time; a staged session is one block; a cycle that runs over a shift's
 * end belongs to the block of its first frame. Where a time is missing, there are fewer than 5 blocks, or one block holds over 40 %
 * of the images or all of one class: at least 20 contiguous segments of the naturally sorted paths instead.
 */
export function assignBlocks(
  members: readonly BlockMember[],
  shiftHours: readonly number[] = defaultShiftHours,
): BlockAssignment {
  const timeless = members.filter((member) => member.capturedLocal === null && member.stagedSessionId === null);
  if (timeless.length > 0) {
    const first = timeless.toSorted(byName())[0]!;
    const some =
      timeless.length === members.length
        ? 'no image has a capture time'
        : `${timeless.length} of ${members.length} images have no capture time (the first is ${first.path})`;
    return segments(members, some);
  }
  const blockOf = new Map<string, string>();
  const inTime = byTime();
  for (const cycle of groupBy(members, ({ cycle }) => cycle).values()) {
    const first = cycle.toSorted(inTime)[0]!;
    const key =
      first.stagedSessionId === null
        ? `${first.source}/${shiftKey(first.capturedLocal!, shiftHours)}`
        : `staged/${first.stagedSessionId}`;
    for (const { imageId } of cycle) blockOf.set(imageId, key);
  }
  const why = unfit(members, blockOf);
  if (why !== null) return segments(members, why);
  const count = new Set(blockOf.values()).size;
  return {
    blockOf,
    rule: 'shift',
    optimistic: false,
    sentence: `${count} blocks, one for each source, day and shift (from ${[...shiftHours].sort((a, b) => a - b).join(', ')} h); no shift lies in two roles.`,
  };
}

/** Why blocks by shift cannot be used for a split, or null. */
function unfit(members: readonly BlockMember[], blockOf: ReadonlyMap<string, string>): string | null {
  const blocks = groupBy(members, ({ imageId }) => blockOf.get(imageId)!);
  if (blocks.size < fewestBlocks) return `there are only ${blocks.size} shifts, and a split needs ${fewestBlocks}`;
  for (const [key, inBlock] of blocks) {
    const share = inBlock.length / members.length;
    if (share > largestShare) return `one shift (${key}) holds ${Math.round(share * 100)} % of the images`;
  }
  for (const [stratum, keys] of blocksByStratum(members, blockOf)) {
    if (keys.size === 1) return `all images of "${stratum}" come from one shift (${[...keys][0]})`;
  }
  return null;
}

function blocksByStratum(
  members: readonly BlockMember[],
  blockOf: ReadonlyMap<string, string>,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { imageId, strata } of members) {
    for (const stratum of strata) {
      const keys = found.get(stratum) ?? new Set();
      found.set(stratum, keys.add(blockOf.get(imageId)!));
    }
  }
  return found;
}

/** Segments of equal numbers of images, never through a cycle. More than 20 where many classes lie one after the other. */
function segments(members: readonly BlockMember[], why: string): BlockAssignment {
  const cycles = [...groupBy(members.toSorted(byName()), ({ cycle }) => cycle).values()];
  const strata = new Set(members.flatMap((member) => member.strata));
  const wanted = Math.max(fewestSegments, segmentsPerStratum * strata.size);
  const count = Math.min(wanted, cycles.length);
  const blockOf = new Map<string, string>();
  let segment = 0;
  let filled = 0;
  for (const [index, cycle] of cycles.entries()) {
    // Next segment when this one has its share, or when as many cycles as segments are left.
    const due = (members.length * (segment + 1)) / count;
    if (index > 0 && segment < count - 1 && (filled >= due || cycles.length - index < count - segment)) segment++;
    for (const { imageId } of cycle) blockOf.set(imageId, `segment-${String(segment + 1).padStart(3, '0')}`);
    filled += cycle.length;
  }
  const used = new Set(blockOf.values()).size;
  return {
    blockOf,
    rule: 'segment',
    optimistic: true,
    sentence: `Figures optimistic: ${why}, so the images were cut into ${used} runs of neighbours in name order instead of shifts, and the release gate counts no blocks.`,
  };
}

function byName(): (a: BlockMember, b: BlockMember) => number {
  const compare = naturalComparer();
  return (a, b) => compare(a.path, b.path) || compareText(a.imageId, b.imageId);
}

function byTime(): (a: BlockMember, b: BlockMember) => number {
  const inOrder = byName();
  return (a, b) => compareText(a.capturedLocal ?? '', b.capturedLocal ?? '') || inOrder(a, b);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
