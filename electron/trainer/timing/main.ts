import { performance } from 'node:perf_hooks';
import { seededRandom } from '../../../shared/domain/random.ts';
import { lowerOwnPriority } from '../../platform/index.ts';
import type { Batch } from '../data/batch.ts';
import { initialState } from '../network/initial-state.ts';
import { copyState, emptyState, flatLength, networkLayout } from '../network/layout.ts';
import type { NetworkConfig } from '../network/types.ts';
import { peakMemoryMb } from '../program/clock.ts';
import { openEvaluation, openTrainingStep } from '../program/sessions.ts';
import { type StepTiming, type TimedNetwork, timedNetworkSchema } from './step-timing.ts';

/**
 * How long a step of a network takes on this machine, measured on noise, before there is a run: `node electron/trainer/timing/main.ts '{"width":0.25,...}'`
 * prints one JSON line (`stepTimingSchema`). Ends when standard input does, so that it never outlives who asked.
 */
const timedSteps = 3;

async function main(): Promise<void> {
  lowerOwnPriority();
  process.stdin.on('end', () => process.exit(0)).resume();
  const network = timedNetworkSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const timing = await timeSteps(network);
  process.stdout.write(`${JSON.stringify(timing)}\n`, () => process.exit(0));
}

async function timeSteps(network: TimedNetwork): Promise<StepTiming> {
  const { width, depth, classCount, widthPx, heightPx, batch, threads, frozenModules } = network;
  const config: NetworkConfig = { width, depth, classCount, inputChannels: 1 };
  const shape = { batch, widthPx, heightPx };
  const state = initialState(config, 0);
  const frozen = frozenModules.length > 0 ? { modules: frozenModules, state } : undefined;
  const training = await openTrainingStep(config, shape, threads, frozen);
  const evaluation = await openEvaluation(config, shape, threads);
  const noise = noiseBatch(network);
  const whole = networkLayout(config);
  const trained = emptyState(training.layout);
  copyState({ layout: whole, state }, { layout: training.layout, state: trained });
  const stepMs = await millisecondsOf(() => training.run(noise, trained), timedSteps);
  const evaluate = evaluation(state);
  const validationMs = await millisecondsOf(() => evaluate(noise), 1);
  return {
    stepMs,
    validationMs,
    peakMemoryMb: peakMemoryMb(),
    parameterCount: flatLength(whole.decayed) + flatLength(whole.undecayed),
  };
}

/** The first call of a session is slower than the rest, so it does not count. */
async function millisecondsOf(work: () => Promise<unknown>, times: number): Promise<number> {
  await work();
  const before = performance.now();
  for (let time = 0; time < times; time++) await work();
  return (performance.now() - before) / times;
}

/** Grey noise with one box in the middle of every picture. */
function noiseBatch({ batch, widthPx, heightPx, classCount }: TimedNetwork): Batch {
  const random = seededRandom(1);
  const classes = new Float32Array(batch * classCount);
  const boxes = new Float32Array(batch * 4);
  for (let picture = 0; picture < batch; picture++) {
    classes[picture * classCount] = 1;
    boxes.set([widthPx / 4, heightPx / 4, (3 * widthPx) / 4, (3 * heightPx) / 4], picture * 4);
  }
  return { images: Float32Array.from({ length: batch * widthPx * heightPx }, random), boxes, classes, rows: 1 };
}

await main();
