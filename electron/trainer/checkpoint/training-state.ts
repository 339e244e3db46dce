import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { epochFiguresSchema } from '../../../shared/domain/training-event.ts';
import { copyState, emptyState, networkLayout } from '../network/layout.ts';
import type { NetworkConfig, NetworkLayout, NetworkState } from '../network/types.ts';
import type { OptimiserState } from '../optimise/optimiser.ts';
import { decodeSafetensors, encodeSafetensors, type NamedTensor } from './safetensors.ts';
import { stateOfTensors, stateTensors } from './weights.ts';

/** Where a run is. Epochs and batches count from 0; `batchInEpoch` is the next one. JSON keeps float64 numbers exactly. */
export const progressSchema = z.object({
  /** SHA-256 of the job: a checkpoint only goes on with the job it came from. */
  jobHash: z.string(),
  epoch: z.int().nonnegative(),
  batchInEpoch: z.int().nonnegative(),
  /** Batches since the start: that of the next one. */
  position: z.int().nonnegative(),
  /** Position of the last weight update; -1 before the first. */
  lastUpdateAt: z.int(),
  averageUpdates: z.int().nonnegative(),
  /** Sums over the epoch's batches so far: box, class, distribution. */
  lossSums: z.array(z.number()).length(3),
  elapsedSeconds: z.number().nonnegative(),
  /** The learning rates' factor, below 1 after a step that was not finite. */
  rateFactor: z.number(),
  best: z.object({ fitness: z.number(), epoch: z.int() }).nullable(),
  history: z.array(epochFiguresSchema),
  isComplete: z.boolean(),
});
export type Progress = z.infer<typeof progressSchema>;

/** Everything that decides how a run goes on. `averaged` and `weights` are the trained part; random numbers come from seeds and positions alone. */
export type TrainingState = {
  readonly weights: NetworkState;
  readonly averaged: NetworkState;
  readonly optimiser: OptimiserState;
  /** Gradients added up since the last update; only read when there are any, see `hasPending`. */
  readonly pending: { readonly decayed: Float32Array; readonly undecayed: Float32Array };
  progress: Progress;
};

/** The parts that never change during a run. `base` is the whole network at the start, frozen parts included. */
export type StateFrame = {
  readonly config: NetworkConfig;
  readonly trained: NetworkLayout;
  readonly base: NetworkState;
};

/** The whole network's state with the trained part put in. */
export function wholeState({ config, trained, base }: StateFrame, part: NetworkState): NetworkState {
  const layout = networkLayout(config);
  const whole = emptyState(layout);
  copyState({ layout, state: base }, { layout, state: whole });
  copyState({ layout: trained, state: part }, { layout, state: whole });
  return whole;
}

/**
 * The last checkpoint as one file, so that one rename replaces all of it: the averaged network under the family's names (it can be
 * used as a model's weights), and flat vectors `trainer.*` for what else a resume needs.
 */
export function encodeTrainingState(frame: StateFrame, state: TrainingState): Uint8Array {
  const whole = wholeState(frame, state.averaged);
  return encodeSafetensors({
    tensors: [...stateTensors(networkLayout(frame.config), whole), ...flatTensors(state)],
    metadata: {
      format: 'plugsight-checkpoint-1',
      optimiser: JSON.stringify({ kind: state.optimiser.kind, stepCount: state.optimiser.stepCount }),
      progress: JSON.stringify(state.progress),
    },
  });
}

function flatTensors({ weights, optimiser, pending, progress }: TrainingState): NamedTensor[] {
  const flat = (name: string, data: Float32Array) => ({ name: `trainer.${name}`, shape: [data.length], data });
  return [
    flat('weights.decayed', weights.decayed),
    flat('weights.undecayed', weights.undecayed),
    flat('weights.statistics', weights.statistics),
    flat('first.decayed', optimiser.first.decayed),
    flat('first.undecayed', optimiser.first.undecayed),
    ...(optimiser.kind === 'AdamW'
      ? [flat('second.decayed', optimiser.second.decayed), flat('second.undecayed', optimiser.second.undecayed)]
      : []),
    ...(hasPending(progress)
      ? [flat('pending.decayed', pending.decayed), flat('pending.undecayed', pending.undecayed)]
      : []),
  ];
}

/** Have gradients been added up that no update has used yet? */
export function hasPending({ position, lastUpdateAt }: Pick<Progress, 'position' | 'lastUpdateAt'>): boolean {
  return position - lastUpdateAt > 1;
}

const optimiserSchema = z.object({ kind: z.enum(['SGD', 'AdamW']), stepCount: z.int().nonnegative() });

/** Reads it back; a checkpoint of another job, or one that does not hold what it should, is a problem and nothing is overwritten. */
export function decodeTrainingState(
  bytes: Uint8Array,
  frame: StateFrame,
  jobHash: string,
  file: string,
): Result<TrainingState> {
  const decoded = decodeSafetensors(bytes, file);
  if (!decoded.ok) return decoded;
  const { tensors, metadata } = decoded.value;
  const progress = parseJson(progressSchema, metadata.progress);
  const optimiser = parseJson(optimiserSchema, metadata.optimiser);
  if (!progress || !optimiser) {
    const sentence = 'The last checkpoint cannot be read as one. Nothing was changed; start the training as a new run.';
    return failure('model-file-damaged', sentence, { file });
  }
  if (progress.jobHash !== jobHash) {
    const sentence =
      'The last checkpoint belongs to other parameters or images than the run has now. Nothing was changed; start the training as a new run.';
    return failure('invalid-input', sentence, { file });
  }
  const averaged = stateOfTensors(frame.trained, tensors, file);
  if (!averaged.ok) return averaged;
  const byName = new Map(tensors.map(({ name, data }) => [name, data]));
  const missing: string[] = [];
  const take = (name: string, like: Float32Array): Float32Array => {
    const data = byName.get(`trainer.${name}`);
    if (data?.length === like.length) return data;
    missing.push(name);
    return like;
  };
  const pair = (name: string) => ({
    decayed: take(`${name}.decayed`, averaged.value.decayed),
    undecayed: take(`${name}.undecayed`, averaged.value.undecayed),
  });
  const first = pair('first');
  const { stepCount } = optimiser;
  const state: TrainingState = {
    weights: { ...pair('weights'), statistics: take('weights.statistics', averaged.value.statistics) },
    averaged: averaged.value,
    optimiser:
      optimiser.kind === 'SGD'
        ? { kind: 'SGD', first, stepCount }
        : { kind: 'AdamW', first, second: pair('second'), stepCount },
    pending: hasPending(progress) ? pair('pending') : zerosLike(averaged.value),
    progress,
  };
  if (missing.length > 0) {
    const sentence = `The last checkpoint lacks "${missing[0]}". Nothing was changed; start the training as a new run.`;
    return failure('model-file-damaged', sentence, { file });
  }
  return success(state);
}

export function zerosLike({ decayed, undecayed }: NetworkState) {
  return { decayed: new Float32Array(decayed.length), undecayed: new Float32Array(undecayed.length) };
}

function parseJson<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(text ?? ''));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
