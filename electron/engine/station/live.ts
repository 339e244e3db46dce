import { setTimeout as delay } from 'node:timers/promises';
import type { LiveFrame, LiveStatus } from '../../../shared/contract/station.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { type StationProcess, startStation } from '../../station/index.ts';
import { exportModel } from '../models/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { framesOf } from './frames.ts';
import { judgeFrame } from './judge-frame.ts';

const keptFrames = 60;

const off: LiveStatus = {
  state: 'off',
  model: null,
  source: '',
  frames: 0,
  intervalMs: 1000,
  trouble: null,
  counts: { PRESENT: 0, ABSENT: 0, UNKNOWN: 0 },
  history: [],
};

/** One replay of a workspace: its station program, and what it said. */
type Live = { status: LiveStatus; readonly stop: AbortController; station: StationProcess | null };

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

function wake(workspace: Workspace): void {
  for (const listener of [...(watchers.get(workspace) ?? [])]) listener();
}

/** Starts the station program on the exported model file and shows it one frame after the other, round and round, until stopped. */
export async function startLive(
  workspace: Workspace,
  input: { readonly model: string; readonly folder: string | null; readonly intervalMs: number },
): Promise<Result<LiveStatus>> {
  const frames = framesOf(workspace, input.folder);
  if (!frames.ok) return frames;
  await stopLive(workspace);
  const exported = await exportModel(workspace, { model: input.model, path: null, pytorch: false });
  if (!exported.ok) return exported;
  const { source, paths } = frames.value;
  const live: Live = {
    status: {
      ...off,
      state: 'starting',
      model: input.model,
      source,
      frames: paths.length,
      intervalMs: input.intervalMs,
    },
    stop: new AbortController(),
    station: null,
  };
  running.set(workspace, live);
  const started = await startStation({ modelPath: exported.value.path });
  if (!started.ok) {
    change(workspace, live, { state: 'down', trouble: started.problem.sentence });
    return started;
  }
  live.station = started.value;
  change(workspace, live, { state: 'on' });
  void started.value.ended.then((how) => {
    if (live.stop.signal.aborted) return;
    live.station = null;
    change(workspace, live, {
      state: 'down',
      trouble: `The station ended by itself (${how}). Every frame is UNKNOWN until it is started again.`,
    });
  });
  void replay(workspace, live, paths);
  return success(live.status);
}

export async function stopLive(workspace: Workspace): Promise<LiveStatus> {
  const live = running.get(workspace);
  if (!live) return off;
  live.stop.abort();
  running.delete(workspace);
  await live.station?.stop();
  wake(workspace);
  return off;
}

/** Nothing queues: a frame is taken when the one before has its verdict and the interval is over. */
async function replay(workspace: Workspace, live: Live, paths: readonly string[]): Promise<void> {
  const { signal } = live.stop;
  for (let serial = 0; !signal.aborted; serial++) {
    const begun = performance.now();
    const frame = await judgeFrame(live.station?.address ?? null, paths[serial % paths.length]!, serial + 1);
    if (signal.aborted) return;
    const { counts, history } = live.status;
    change(workspace, live, {
      counts: { ...counts, [frame.verdict]: counts[frame.verdict] + 1 },
      history: [...history, frame].slice(-keptFrames) satisfies LiveFrame[],
    });
    const left = live.status.intervalMs - (performance.now() - begun);
    await delay(Math.max(0, left), undefined, { signal }).catch(() => undefined);
  }
}

function change(workspace: Workspace, live: Live, changes: Partial<LiveStatus>): void {
  live.status = { ...live.status, ...changes };
  wake(workspace);
}
