import { join } from 'node:path';
import { assertNever } from '../../../../shared/domain/assert-never.ts';
import type { Preparation } from '../../../../shared/domain/preparation.ts';
import { failure, type Result, success } from '../../../../shared/domain/problem.ts';
import type { TrainingJob } from '../../../../shared/domain/training-job.ts';
import { atomicWrite } from '../../../platform/index.ts';
import { startTraining } from '../../../trainer/index.ts';
import type { HelperImage } from './helper-images.ts';
import { type HelperSize, helperParams } from './helper-network.ts';

/** How far one training is, 0 to 1, and how long it still takes. */
export type TrainingShare = { readonly share: number; readonly remainingSeconds: number };

/** Trains one network in a folder of its own, from random weights; the folder then has `model.onnx` and `weights/best.safetensors`. */
export async function trainOnce(
  folder: string,
  images: readonly HelperImage[],
  facts: { readonly classes: readonly string[]; readonly preparation: Preparation; readonly size: HelperSize },
  signal: AbortSignal,
  onProgress: (progress: TrainingShare) => void,
): Promise<Result<void>> {
  const job: TrainingJob = {
    schemaVersion: 1,
    runId: 'helper',
    params: helperParams(images.length, facts.size),
    classes: [...facts.classes],
    preparation: facts.preparation,
    images: images.map(({ training }) => ({ ...training, role: 'train' })),
    startWeightsPath: null,
  };
  atomicWrite(join(folder, 'job.json'), JSON.stringify(job));
  const training = startTraining(folder);
  const stop = () => training.stop();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  for await (const event of training.events) {
    if (event.event !== 'batch') continue;
    onProgress({
      share: (event.epoch - 1 + event.batch / event.batches) / event.epochs,
      remainingSeconds: event.remainingSeconds,
    });
  }
  const outcome = await training.exited;
  signal.removeEventListener('abort', stop);
  switch (outcome.kind) {
    case 'finished':
      return success(undefined);
    case 'stopped':
      return failure(
        'cancelled',
        'The training of the helper was stopped. Nothing was kept of it; every label is as it was.',
      );
    case 'failed':
    case 'crashed':
      return { ok: false, problem: outcome.problem };
    default:
      return assertNever(outcome);
  }
}
