import { z } from 'zod';
import type { EpochFigures, Losses, TrainingEvent } from './training-event.ts';

/** The machine while a run is under way, written by the engine into the run's `machine.jsonl` every few seconds. Percentages 0 to 100. */
export const machineSampleSchema = z.object({
  /** How far the run was: epochs, with the part of the one under way. */
  at: z.number().nonnegative(),
  /** Of all cores together, whoever uses them. */
  cpuPercent: z.number(),
  /** In use, of what is built in. */
  memoryPercent: z.number(),
  /** The first graphics card of the machine; null where there is none to ask. */
  gpu: z.object({ name: z.string(), loadPercent: z.number(), memoryPercent: z.number() }).nullable(),
});
export type MachineSample = z.infer<typeof machineSampleSchema>;

/** A moment within an epoch. `at`: epochs done, with the part of the one under way. */
export type RunStep = {
  readonly at: number;
  readonly losses: Losses;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  readonly memoryMb: number;
};
export type RunEpoch = EpochFigures & { readonly isBest: boolean; readonly imagesPerSecond: number };

/** What a run's events come to so far: everything that is drawn and said of it while it goes on, and afterwards. */
export type RunProgress = {
  readonly started: Extract<TrainingEvent, { event: 'started' }> | null;
  readonly steps: readonly RunStep[];
  readonly epochs: readonly RunEpoch[];
  readonly notes: readonly string[];
  readonly remainingSeconds: number | null;
  readonly finished: Extract<TrainingEvent, { event: 'finished' }> | null;
};

export const noProgress: RunProgress = {
  started: null,
  steps: [],
  epochs: [],
  notes: [],
  remainingSeconds: null,
  finished: null,
};

/** More points than a plot has pixels would only cost: beyond this, every second one goes. */
const stepsAtMost = 1200;

/**
 * The progress with the next events. A resumed run repeats what was not saved: whatever lies at or behind the place of a new event is replaced by
 * it. Nothing else is lost but the density of steps.
 */
export function withEvents(progress: RunProgress, events: readonly TrainingEvent[]): RunProgress {
  const steps = [...progress.steps];
  const epochs = [...progress.epochs];
  let { started, remainingSeconds, finished } = progress;
  const notes = [...progress.notes];
  for (const event of events) {
    switch (event.event) {
      case 'started':
        started = event;
        remainingSeconds = event.estimatedSeconds;
        finished = null;
        dropFrom(epochs, ({ epoch }) => epoch >= event.firstEpoch);
        break;
      case 'batch': {
        const at = event.epoch - 1 + event.batch / event.batches;
        dropFrom(steps, (step) => step.at >= at);
        steps.push({
          at,
          losses: event.losses,
          learningRate: event.learningRate,
          imagesPerSecond: event.imagesPerSecond,
          memoryMb: event.memoryMb,
        });
        remainingSeconds = event.remainingSeconds;
        break;
      }
      case 'epoch':
        dropFrom(epochs, ({ epoch }) => epoch >= event.figures.epoch);
        epochs.push({ ...event.figures, isBest: event.isBest, imagesPerSecond: event.imagesPerSecond });
        remainingSeconds = event.remainingSeconds;
        break;
      case 'note':
        if (!notes.includes(event.sentence)) notes.push(event.sentence);
        break;
      case 'finished':
        finished = event;
        remainingSeconds = 0;
        break;
      case 'stopped':
      case 'failed':
        remainingSeconds = null;
        break;
      case 'saved':
        break;
    }
  }
  return { started, steps: thinned(steps), epochs, notes, remainingSeconds, finished };
}

/** Takes off the end what comes at or behind the new place; such entries are always the last ones. */
function dropFrom<T>(items: T[], isBehind: (item: T) => boolean): void {
  while (items.length > 0 && isBehind(items.at(-1) as T)) items.pop();
}

function thinned(steps: readonly RunStep[]): readonly RunStep[] {
  if (steps.length <= stepsAtMost) return steps;
  return steps.filter((_, at) => at % 2 === 1 || at === steps.length - 1);
}

/** The best epoch so far, by the trainer's choice. */
export function bestEpoch({ epochs }: Pick<RunProgress, 'epochs'>): RunEpoch | null {
  return epochs.findLast(({ isBest }) => isBest) ?? null;
}

/** The machine's samples with new ones; a resumed run goes back, and what lies behind the new place is of the run before. */
export function withSamples(
  known: readonly MachineSample[],
  samples: readonly MachineSample[],
): readonly MachineSample[] {
  const all = [...known];
  for (const sample of samples) {
    dropFrom(all, ({ at }) => at > sample.at);
    all.push(sample);
  }
  return all.length <= stepsAtMost ? all : all.filter((_, at) => at % 2 === 1 || at === all.length - 1);
}
