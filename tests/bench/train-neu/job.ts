import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeSafetensors } from '../../../electron/trainer/checkpoint/safetensors.ts';
import { stateTensors } from '../../../electron/trainer/checkpoint/weights.ts';
import type { BatchSettings } from '../../../electron/trainer/data/batch-source.ts';
import { initialState, networkLayout } from '../../../electron/trainer/network/index.ts';
import { planTraining, type TrainingPlan } from '../../../electron/trainer/program/plan.ts';
import { type TrainingImage, type TrainingJob, trainingJobSchema } from '../../../shared/domain/training-job.ts';
import { checkParams } from '../../../shared/formats/params.ts';
import { recipe, type TrainingSet } from './recipe.ts';

/** One training of the benchmark: what both sides are given. */
export type PartJob = {
  readonly folder: string;
  readonly job: TrainingJob;
  readonly plan: TrainingPlan;
  readonly batches: BatchSettings;
};

/**
 * Writes `job.json` and the start weights (the trainer's own random start for this seed) into `folder`, as the engine would before it
 * spawns the trainer.
 */
export async function writePartJob(
  folder: string,
  set: TrainingSet,
  images: readonly TrainingImage[],
  seed: number,
  epochs: number,
): Promise<PartJob> {
  await mkdir(folder, { recursive: true });
  const checked = checkParams({
    train: { ...recipe.train, imgsz: set.imgsz, epochs, seed },
    augment: recipe.augment,
  });
  if (!checked.ok) throw new Error(checked.problem.sentence);
  const job = trainingJobSchema.parse({
    schemaVersion: 1,
    runId: `train-neu-${set.name}-${seed}`,
    params: checked.value,
    classes: set.classes,
    preparation: set.preparation,
    images,
    startWeightsPath: join(folder, 'start.safetensors'),
  });
  const plan = planTraining(job, checked.value);
  const tensors = stateTensors(networkLayout(plan.config), initialState(plan.config, seed));
  await writeFile(join(folder, 'start.safetensors'), encodeSafetensors({ tensors, metadata: {} }));
  await writeFile(join(folder, 'job.json'), JSON.stringify(job));
  const { batch, network, limits } = plan;
  return { folder, job, plan, batches: { batch, seed, network, limits } };
}

/** Changes whenever anything changes that decides the comparison: the set, the recipe, the pictures and their roles. */
export function recipeHash(set: TrainingSet, images: readonly TrainingImage[], epochs: number): string {
  const content = images.map(({ imageId, role, boxes }) => ({ imageId, role, boxes }));
  return createHash('sha256')
    .update(JSON.stringify([set, recipe, content, epochs]))
    .digest('hex')
    .slice(0, 16);
}
