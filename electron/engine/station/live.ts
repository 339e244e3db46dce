import { setTimeout as delay } from 'node:timers/promises';
import type { LiveFrame, LiveSource, LiveStatus } from '../../../shared/contract/station.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { type AlarmId, alarmConditions, nextAlarms, unknownWindow } from '../../../shared/domain/process-alarm.ts';
import { exportModel } from '../models/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { type Frames, framesOf } from './frames.ts';
import { judgeFrame } from './judge-frame.ts';
import { KeptStation } from './kept-station.ts';
import { Tally } from './tally.ts';

const keptFrames = unknownWindow;
/** Silence is noticed without a frame that would bring it up. */
const lookMs = 1000;

const off: LiveStatus = {
  state: 'off',
  model: null,
  source: null,
  frames: null,
  intervalMs: 1000,
  startedAt: null,
  trouble: null,
  restarts: 0,
  skipped: 0,
  counts: { PRESENT: 0, ABSENT: 0, UNKNOWN: 0 },
  history: [],
  alarms: [],
  lastCleared: null,
};

/** One showing of frames: its station program, and what it said. */
type Live = {
  status: LiveStatus;
  readonly stop: AbortController;
  readonly frames: Frames;
  readonly tally: Tally;
  station: KeptStation | null;
  lastFrameAt: number;
};

const running = new WeakMap<Workspace, Live>();
const watchers = new WeakMap<Workspace, Set<() => void>>();

export function liveStatus(workspace: Workspace): LiveStatus {
  return running.get(workspace)?.status ?? off;
}

/** The status now and after every change; whoever is slow gets the newest. */
export async function* watchLive(workspace: Workspace, signal?: AbortSignal): AsyncGenerator<LiveStatus> {
  const listeners = watchers.get(workspace) ?? new Set<() => void>();
  watchers.set(workspace, listeners);
  let told: LiveStatus | null = null;
  while (!signal?.aborted) {
    const status = liveStatus(workspace);
    if (status !== told) {
      told = status;
      yield status;
      continue;
    }
    await new Promise<void>((resolve) => {
      const wake = () => {
        listeners.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      listeners.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }
}

/** Starts the station program on the exported model file and shows it one frame after the other until stopped. */
export async function startLive(
  workspace: Workspace,
  input: { readonly model: string; readonly source: LiveSource; readonly intervalMs: number },
): Promise<Result<LiveStatus>> {
  const frames = await framesOf(workspace, input.source);
  if (!frames.ok) return frames;
  const exported = await exportModel(workspace, { model: input.model, path: null, pytorch: false });
  if (!exported.ok) return exported;
  await stopLive(workspace);
  const live: Live = {
    status: { ...off, state: 'starting', ...input, frames: frames.value.count, startedAt: new Date().toISOString() },
    stop: new AbortController(),
    frames: frames.value,
    tally: new Tally(),
    station: null,
    lastFrameAt: Date.now(),
  };
  running.set(workspace, live);
  wake(workspace);
  const started = await KeptStation.start(exported.value.path, {
    onDown: (why) => wentDown(workspace, live, why),
    onUp: () => cameBack(workspace, live),
  });
  if (live.stop.signal.aborted) {
    if (started.ok) await started.value.stop();
    return failure('cancelled', 'Live was stopped while the station was starting. Nothing runs.');
  }
  if (!started.ok) {
    await stopLive(workspace);
    return started;
  }
  live.station = started.value;
  // A station that took long to start is no silence of the frames.
  live.lastFrameAt = Date.now();
  change(workspace, live, { state: 'on' });
  workspace.log.info('station', `The station runs with ${input.model}.`, {
    source: input.source,
    process: live.station.pid,
  });
  void showFrames(workspace, live);
  void lookAround(workspace, live);
  return success(live.status);
}

export async function stopLive(workspace: Workspace): Promise<LiveStatus> {
  const live = running.get(workspace);
  if (!live) return off;
  live.stop.abort();
  running.delete(workspace);
  wake(workspace);
  await live.station?.stop();
  workspace.log.info('station', 'The station was stopped.', { counts: live.status.counts });
  return off;
}

export function acknowledgeAlarm(workspace: Workspace, id: AlarmId): LiveStatus {
  const live = running.get(workspace);
  const alarm = live?.status.alarms.find((one) => one.id === id);
  if (!live || !alarm || alarm.acknowledgedAt !== null) return liveStatus(workspace);
  const acknowledgedAt = new Date().toISOString();
  change(workspace, live, {
    alarms: live.status.alarms.map((one) => (one.id === id ? { ...one, acknowledgedAt } : one)),
  });
  workspace.log.info('station', `Alarm acknowledged: ${alarm.title}`, { alarm: id });
  return live.status;
}

/** Nothing queues at the station: a frame is taken when the one before has its verdict and, in a replay, the interval is over. */
async function showFrames(workspace: Workspace, live: Live): Promise<void> {
  const { signal } = live.stop;
  for (let serial = 1; !signal.aborted; serial++) {
    const begun = performance.now();
    const file = await live.frames.next(signal);
    if (file === null) return;
    const frame = await judgeFrame(live.station?.address ?? null, file, serial);
    if (signal.aborted) return;
    live.lastFrameAt = Date.now();
    live.tally.note(frame.path, frame.verdict);
    change(workspace, live, {
      counts: live.tally.counts(),
      skipped: live.frames.skipped(),
      history: [...live.status.history, frame].slice(-keptFrames) satisfies LiveFrame[],
    });
    if (live.frames.count === null) continue;
    const left = live.status.intervalMs - (performance.now() - begun);
    await delay(Math.max(0, left), undefined, { signal }).catch(() => undefined);
  }
}

async function lookAround(workspace: Workspace, live: Live): Promise<void> {
  const { signal } = live.stop;
  while (!signal.aborted) {
    await delay(lookMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) change(workspace, live, {});
  }
}

function wentDown(workspace: Workspace, live: Live, why: string): void {
  workspace.log.problem('station', `The station is down (${why}). It is started again; frames meanwhile are UNKNOWN.`);
  change(workspace, live, {
    state: 'down',
    trouble: `The station ended by itself (${why}). It is being started again; every frame until then is UNKNOWN.`,
  });
}

function cameBack(workspace: Workspace, live: Live): void {
  workspace.log.info('station', 'The station runs again.', { process: live.station?.pid ?? 0 });
  change(workspace, live, { state: 'on', trouble: null, restarts: live.status.restarts + 1 });
}

/** Changes the status, looks at the alarms, and tells whoever watches if anything is different. */
function change(workspace: Workspace, live: Live, changes: Partial<LiveStatus>): void {
  const status = { ...live.status, ...changes };
  const { source, history, alarms } = status;
  const at = new Date().toISOString();
  const conditions = alarmConditions(
    {
      isDown: status.state === 'down',
      watchedFolder: source?.kind === 'watched' ? source.folder : null,
      folderTrouble: live.frames.trouble(),
      intervalMs: status.intervalMs,
      lastFrameAt: live.lastFrameAt,
      answered: history.filter(({ isAnswered }) => isAnswered),
    },
    Date.parse(at),
  );
  const next = nextAlarms(alarms, conditions, at);
  for (const { title, advice, priority, id } of next.raised)
    workspace.log.problem('station', `Alarm of priority ${priority}: ${title} ${advice}`, { alarm: id });
  for (const { title, id } of next.cleared) workspace.log.info('station', `Alarm cleared: ${title}`, { alarm: id });
  const [cleared] = next.cleared;
  const isSame =
    Object.keys(changes).length === 0 && JSON.stringify(next.alarms) === JSON.stringify(alarms) && !cleared;
  if (isSame) return;
  live.status = {
    ...status,
    alarms: next.alarms,
    lastCleared: cleared ? { title: cleared.title, clearedAt: at } : status.lastCleared,
  };
  wake(workspace);
}

function wake(workspace: Workspace): void {
  for (const listener of [...(watchers.get(workspace) ?? [])]) listener();
}
