import { type StepTiming, type TimedNetwork, timeTraining } from '../../trainer/index.ts';
import type { Workspace } from '../workspace/index.ts';

export type StepSpeed = { readonly timing: StepTiming | null; readonly sentence: string };

/** The machine may have been busy with something else: a measurement counts for this long. */
const validMs = 15 * 60_000;

/** Measured on this machine since the engine was started, by network; a measurement under way is shared. */
const known = new Map<string, { readonly timing: StepTiming; readonly at: number }>();
const underWay = new Map<string, Promise<StepSpeed>>();
let queue: Promise<unknown> = Promise.resolve();

/**
 * How long a step of this network takes here: measured once, in a program of its own, for a few seconds. Not while other work takes both cores: it
 * would be told too slow, and slow that work down.
 */
export function stepSpeed(workspace: Workspace, network: TimedNetwork): Promise<StepSpeed> {
  const key = JSON.stringify(network);
  const measured = known.get(key);
  const isFresh = measured !== undefined && Date.now() - measured.at < validMs;
  if (measured && (isFresh || isComputing(workspace)))
    return Promise.resolve({ timing: measured.timing, sentence: 'Measured on this machine.' });
  if (isComputing(workspace)) {
    return Promise.resolve({
      timing: null,
      sentence: 'How long it takes is measured when the work under way has ended, or said by the run when it starts.',
    });
  }
  const asked = underWay.get(key) ?? measure(key, network);
  underWay.set(key, asked);
  return asked;
}

/** One measurement at a time: two would slow each other down. */
function measure(key: string, network: TimedNetwork): Promise<StepSpeed> {
  const answer = queue.then(async (): Promise<StepSpeed> => {
    const timing = await timeTraining(network);
    underWay.delete(key);
    if (!timing.ok) return { timing: null, sentence: timing.problem.sentence };
    known.set(key, { timing: timing.value, at: Date.now() });
    return { timing: timing.value, sentence: 'Measured on this machine.' };
  });
  queue = answer.catch(() => undefined);
  return answer;
}

const computing = new Set(['train', 'helper', 'evaluate', 'pipeline']);

function isComputing({ jobs }: Workspace): boolean {
  return jobs.list().some(({ kind, state }) => state === 'running' && computing.has(kind));
}
