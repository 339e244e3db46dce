import { groupBy } from './group-by.ts';
import { compareNaturally, compareText } from './natural-sort.ts';
import { failure, type Result, success } from './problem.ts';

/** What decides which frames are one trial ("try" on the screens). */
export type EpisodeRule = 'trigger' | 'staged' | 'file-name' | 'single-frame';

export type EpisodeFrame = {
  readonly imageId: string;
  readonly source: string;
  /** `/` between parts. */
  readonly path: string;
  readonly triggerId?: string | null;
  readonly stagedPlacementId?: string | null;
  /** Local wall-clock time, where known. */
  readonly capturedLocal?: string | null;
  /** Whether a plug is there; null where nobody said. */
  readonly truth: 'present' | 'absent' | null;
};

export type EpisodeOf = {
  /** Frames of one machine cycle or placement; blocks and roles never split it. */
  readonly cycle: string;
  /** Consecutive frames of a cycle with the same truth: what rates count. */
  readonly episode: string;
  readonly rule: EpisodeRule;
};

/** `<uuid>_k` of the original case, `00232545-2974-4180-a1f3-79764ab1daca_1`: the default file-name rule. */
const uuidStem = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})_\d+$/i;

export type FileNameRule = { readonly pattern: RegExp } | null;

/**
 * A project's own file-name rule: a regular expression for the file name without extension whose group `episode`, or else first
 * group, names the cycle.
 */
export function fileNameRule(expression: string | null): Result<FileNameRule> {
  if (expression === null) return success(null);
  try {
    const pattern = new RegExp(expression, 'u');
    const groups = new RegExp(`${expression}|`, 'u').exec('')!.length - 1;
    if (groups > 0) return success({ pattern });
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return refused(expression, `it is not a regular expression (${cause.message})`);
  }
  return refused(expression, 'it has no group (...) to say which part of the name the frames of one try share');
}

function refused(expression: string, why: string) {
  return failure(
    'invalid-input',
    `The file-name rule "${expression}" cannot be used: ${why}. The rule in force was kept. Example: ^(.+)_\\d+$`,
  );
}

/** The cycle of every frame, cut into episodes wherever the truth changes; in time order, or by natural name order without times. */
export function assignEpisodes(frames: readonly EpisodeFrame[], rule: FileNameRule): Map<string, EpisodeOf> {
  const keyed = frames.map((frame) => ({ frame, ...cycleOf(frame, rule) }));
  const assigned = new Map<string, EpisodeOf>();
  for (const [cycle, members] of groupBy(keyed, ({ cycle }) => cycle)) {
    const ordered = members.toSorted((a, b) => inOrder(a.frame, b.frame));
    let run = 0;
    let truth: EpisodeFrame['truth'] | undefined;
    for (const { frame, rule } of ordered) {
      if (frame.truth !== truth) run++;
      truth = frame.truth;
      assigned.set(frame.imageId, { cycle, episode: run === 1 ? cycle : `${cycle}#${run}`, rule });
    }
  }
  return assigned;
}

function cycleOf(frame: EpisodeFrame, rule: FileNameRule): { readonly cycle: string; readonly rule: EpisodeRule } {
  if (frame.triggerId != null) return { cycle: `trigger:${frame.source}/${frame.triggerId}`, rule: 'trigger' };
  if (frame.stagedPlacementId != null) return { cycle: `staged:${frame.stagedPlacementId}`, rule: 'staged' };
  const slash = frame.path.lastIndexOf('/');
  const stem = frame.path.slice(slash + 1).replace(/(?<=.)\.[^.]*$/, '');
  if (rule === null) {
    const id = uuidStem.exec(stem)?.[1];
    if (id !== undefined) return { cycle: `name:${id.toLowerCase()}`, rule: 'file-name' };
  } else {
    const match = rule.pattern.exec(stem);
    const name = match?.groups?.episode ?? match?.[1];
    // The folder belongs to the key: counters such as cycle_0001 start again in every folder.
    if (name !== undefined) {
      return { cycle: `name:${frame.source}/${frame.path.slice(0, Math.max(slash, 0))}/${name}`, rule: 'file-name' };
    }
  }
  return { cycle: `image:${frame.imageId}`, rule: 'single-frame' };
}

function inOrder(a: EpisodeFrame, b: EpisodeFrame): number {
  const byTime = a.capturedLocal != null && b.capturedLocal != null ? compareText(a.capturedLocal, b.capturedLocal) : 0;
  return byTime || compareNaturally(a.path, b.path) || compareText(a.imageId, b.imageId);
}
