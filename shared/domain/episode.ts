import { cycleByRule, type FileNameRule, ruledName } from './file-name-rule.ts';
import { groupBy } from './group-by.ts';
import { compareNaturally, compareText } from './natural-sort.ts';

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
  if (rule === null || !rule.says.has('episode')) {
    const id = uuidStem.exec(ruledName(frame.path))?.[1];
    if (id !== undefined) return { cycle: `name:${id.toLowerCase()}`, rule: 'file-name' };
  } else {
    const name = cycleByRule(frame.path, rule);
    const folder = frame.path.slice(0, Math.max(frame.path.lastIndexOf('/'), 0));
    // The folder belongs to the key: counters such as cycle_0001 start again in every folder.
    if (name !== null) return { cycle: `name:${frame.source}/${folder}/${name}`, rule: 'file-name' };
  }
  return { cycle: `image:${frame.imageId}`, rule: 'single-frame' };
}

function inOrder(a: EpisodeFrame, b: EpisodeFrame): number {
  const byTime = a.capturedLocal != null && b.capturedLocal != null ? compareText(a.capturedLocal, b.capturedLocal) : 0;
  return byTime || compareNaturally(a.path, b.path) || compareText(a.imageId, b.imageId);
}
