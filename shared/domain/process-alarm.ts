import { z } from 'zod';
import type { Verdict } from './evaluation.ts';

/** A process alarm: the station's picture of the machine needs somebody. 1 is the most urgent. */
export const processAlarmSchema = z.object({
  id: z.enum(['station-down', 'no-frame', 'folder-away', 'unknown-share']),
  priority: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** What is abnormal, with its figure and its limit. */
  title: z.string(),
  /** What to do. */
  advice: z.string(),
  since: z.string(),
  acknowledgedAt: z.string().nullable(),
});
export type ProcessAlarm = z.infer<typeof processAlarmSchema>;
export type AlarmId = ProcessAlarm['id'];

export type AlarmCondition = Omit<ProcessAlarm, 'since' | 'acknowledgedAt'>;

/** What the conditions are judged by. Times in ms since 1970. */
export type StationFacts = {
  readonly isDown: boolean;
  /** Folder that is watched for new frames; null where frames are replayed. */
  readonly watchedFolder: string | null;
  /** Why the watched folder cannot be read; null: it can. */
  readonly folderTrouble: string | null;
  /** Between two frames of a replay. */
  readonly intervalMs: number;
  /** When the last frame came, or the watching began. */
  readonly lastFrameAt: number;
  /** Of the frames the station answered, the newest last. */
  readonly answered: readonly { readonly verdict: Verdict; readonly reason: string | null }[];
};

/** Of so many frames the share of UNKNOWN is taken, and from so many on it is an alarm. */
export const unknownWindow = 60;
export const unknownLimit = 5;
/** A watched folder waits for the machine: without a new frame for so long. */
const watchQuietMs = 60_000;
/** A replay waits for nothing but its interval, and for the station at most 5 s; twice that, it stands still. */
const replayQuietMs = 10_000;

/** After so long without a new frame, in ms, the last verdict is none of the present. */
export function quietLimitMs(isWatched: boolean, intervalMs: number): number {
  return isWatched ? watchQuietMs : intervalMs + replayQuietMs;
}

/** What is abnormal now. What follows from another condition is not said beside it. */
export function alarmConditions(facts: StationFacts, now: number): AlarmCondition[] {
  const { isDown, watchedFolder, folderTrouble, intervalMs, lastFrameAt, answered } = facts;
  const quietMs = quietLimitMs(watchedFolder !== null, intervalMs);
  const conditions: AlarmCondition[] = [];
  if (isDown) {
    conditions.push({
      id: 'station-down',
      priority: 1,
      title: 'The station program is down: every frame is UNKNOWN.',
      advice: 'It is started again by itself; the log says why it ended.',
    });
  }
  if (watchedFolder !== null && folderTrouble !== null) {
    conditions.push({
      id: 'folder-away',
      priority: 2,
      title: `The folder ${watchedFolder} cannot be read (${folderTrouble}).`,
      advice: 'Check the share; frames that lie there are taken once it is back.',
    });
  } else if (now - lastFrameAt > quietMs) {
    const isWatched = watchedFolder !== null;
    conditions.push({
      id: 'no-frame',
      priority: 2,
      title: `No new frame for more than ${Math.round(quietMs / 1000)} s${isWatched ? ` from ${watchedFolder}` : ''}.`,
      advice: isWatched
        ? 'Check the camera and the program that writes its frames.'
        : 'The replay stands still: check that the folder of its pictures, or the share it lies on, answers.',
    });
  }
  const last = answered.slice(-unknownWindow);
  const unknown = last.filter(({ verdict }) => verdict === 'UNKNOWN');
  if (unknown.length >= unknownLimit) {
    conditions.push({
      id: 'unknown-share',
      priority: 2,
      title: `${unknown.length} of the last ${last.length} frames UNKNOWN (limit ${unknownLimit}).`,
      advice: `Most often: ${mostFrequent(unknown.map(({ reason }) => reason ?? 'no reason given'))}`,
    });
  }
  return conditions;
}

/** Alarms after a look at the conditions: one that stays keeps its begin and its acknowledgement, one whose condition is gone is cleared. */
export function nextAlarms(
  before: readonly ProcessAlarm[],
  conditions: readonly AlarmCondition[],
  at: string,
): { readonly alarms: ProcessAlarm[]; readonly raised: ProcessAlarm[]; readonly cleared: ProcessAlarm[] } {
  const known = new Map(before.map((alarm) => [alarm.id, alarm]));
  const alarms = conditions.map((condition): ProcessAlarm => {
    const own = known.get(condition.id);
    return { ...condition, since: own?.since ?? at, acknowledgedAt: own?.acknowledgedAt ?? null };
  });
  return {
    alarms: alarms.sort(byUrgency),
    raised: alarms.filter(({ id }) => !known.has(id)),
    cleared: before.filter(({ id }) => !conditions.some((condition) => condition.id === id)),
  };
}

/** What nobody acknowledged first, then by priority, then the oldest. */
function byUrgency(a: ProcessAlarm, b: ProcessAlarm): number {
  const isKnown = Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null);
  return isKnown || a.priority - b.priority || a.since.localeCompare(b.since);
}

function mostFrequent(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? '';
}
