import { existsSync, readFileSync } from 'node:fs';
import { type Result, success } from '../../../shared/domain/problem.ts';
import type { TrainingJob } from '../../../shared/domain/training-job.ts';
import { atomicWrite } from '../../platform/index.ts';
import { decodeSafetensors, encodeSafetensors } from '../checkpoint/safetensors.ts';
import {
  decodeTrainingState,
  encodeTrainingState,
  type StateFrame,
  type TrainingState,
  wholeState,
} from '../checkpoint/training-state.ts';
import { startState, stateOfTensors, stateTensors } from '../checkpoint/weights.ts';
import { initialState } from '../network/initial-state.ts';
import { networkLayout } from '../network/layout.ts';
import type { NetworkConfig, NetworkState } from '../network/types.ts';
import type { RunFolder } from './run-folder.ts';

/** The whole network at the start: random, or a trained model's weights; `restarted` are the tensors that begin at random all the same. */
export function readStart(
  { startWeightsPath }: TrainingJob,
  config: NetworkConfig,
  seed: number,
): Result<{ readonly state: NetworkState; readonly restarted: readonly string[] }> {
  if (startWeightsPath === null) return success({ state: initialState(config, seed), restarted: [] });
  const file = decodeSafetensors(readFileSync(startWeightsPath), startWeightsPath);
  return file.ok ? startState(config, seed, file.value.tensors, startWeightsPath) : file;
}

/** Null: there is no checkpoint yet. */
export function readLast(paths: RunFolder, frame: StateFrame, jobHash: string): Result<TrainingState | null> {
  if (!existsSync(paths.last)) return success(null);
  return decodeTrainingState(readFileSync(paths.last), frame, jobHash, paths.last);
}

export function writeLast(paths: RunFolder, frame: StateFrame, state: TrainingState): void {
  atomicWrite(paths.last, encodeTrainingState(frame, state), { stage: 'train.checkpoint' });
}

/** The averaged weights and statistics as a model's weights, the form a registered model keeps. */
export function writeBest(paths: RunFolder, frame: StateFrame, state: TrainingState, job: TrainingJob, epoch: number) {
  const { config } = frame;
  const whole = wholeState(frame, state.averaged);
  const bytes = encodeSafetensors({
    tensors: stateTensors(networkLayout(config), whole),
    metadata: {
      format: 'plugsight-weights-1',
      classes: JSON.stringify(job.classes),
      network: JSON.stringify(config),
      epoch: String(epoch),
    },
  });
  atomicWrite(paths.best, bytes, { stage: 'train.best' });
}

export function readBest(paths: RunFolder, config: NetworkConfig): Result<NetworkState> {
  const file = decodeSafetensors(readFileSync(paths.best), paths.best);
  return file.ok ? stateOfTensors(networkLayout(config), file.value.tensors, paths.best) : file;
}
