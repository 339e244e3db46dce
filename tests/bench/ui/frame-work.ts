import type { CDPSession } from '@playwright/test';
import { z } from 'zod';

const traceEvent = z.looseObject({
  name: z.string(),
  ph: z.string(),
  pid: z.int(),
  tid: z.int(),
  ts: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.record(z.string(), z.unknown()).optional(),
});
type TraceEvent = z.infer<typeof traceEvent>;

/**
 * Of the page's main thread, frame by frame, in milliseconds: `work`, the processor time of its tasks; `busy`, the time on the clock they
 * took, in which other programs of the machine may have been let in between.
 */
export type FrameWork = {
  readonly workMs: readonly number[];
  readonly busyMs: readonly number[];
  readonly framesPerSecond: number;
};

const categories = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline.frame', '__metadata'];

/**
 * Traces the browser while `act` runs. A frame begins where the main thread begins one (`BeginMainThreadFrame`); its work is the sum of the
 * tasks the main thread ran until the next one: scripts, style, layout, painting, and whatever else got in its way.
 */
export async function traceFrames(protocol: CDPSession, act: () => Promise<void>): Promise<FrameWork> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: unknown[] }) => {
    for (const event of value) {
      const parsed = traceEvent.safeParse(event);
      if (parsed.success) events.push(parsed.data);
    }
  };
  protocol.on('Tracing.dataCollected', collect);
  await protocol.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  });
  await act();
  const complete = new Promise<void>((resolve) => protocol.once('Tracing.tracingComplete', () => resolve()));
  await protocol.send('Tracing.end');
  await complete;
  protocol.off('Tracing.dataCollected', collect);
  return workOf(events);
}

function workOf(events: readonly TraceEvent[]): FrameWork {
  const frames = events.filter(({ name }) => name === 'BeginMainThreadFrame');
  const counts = new Map<string, number>();
  for (const { pid, tid } of frames) counts.set(`${pid} ${tid}`, (counts.get(`${pid} ${tid}`) ?? 0) + 1);
  // The page's main thread is the one that began the most frames.
  const [main] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  if (main === undefined) throw new Error('The trace holds no frame.');
  const isMain = ({ pid, tid }: TraceEvent) => `${pid} ${tid}` === main;
  const starts = frames
    .filter(isMain)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const tasks = events.filter((event) => isMain(event) && event.name === 'RunTask' && event.ph === 'X');
  const tops =
    tasks.length > 0
      ? tasks
      : events.filter((event) => isMain(event) && event.name === 'ThreadControllerImpl::RunTask');
  const busy = new Array<number>(starts.length).fill(0);
  const work = new Array<number>(starts.length).fill(0);
  for (const { ts, dur = 0, tdur = dur } of tops) {
    const frame = lastAtMost(starts, ts + dur / 2);
    if (frame < 0) continue;
    busy[frame] += dur / 1000;
    work[frame] += tdur / 1000;
  }
  const seconds = (starts[starts.length - 1] - starts[0]) / 1e6;
  return { workMs: work.slice(0, -1), busyMs: busy.slice(0, -1), framesPerSecond: (starts.length - 1) / seconds };
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
