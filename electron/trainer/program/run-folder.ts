import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { type TrainingJob, trainingJobSchema } from '../../../shared/domain/training-job.ts';
import { checkParams, type Params, parseParams } from '../../../shared/formats/params.ts';
import { sha256 } from '../../platform/index.ts';

/** Where the files of a run lie; `<workspace>/runs/<id>/`. */
export type RunFolder = {
  readonly job: string;
  readonly params: string;
  readonly results: string;
  readonly events: string;
  readonly lock: string;
  readonly last: string;
  readonly best: string;
  readonly model: string;
};

export function runFolder(folder: string): RunFolder {
  return {
    job: join(folder, 'job.json'),
    params: join(folder, 'params.yaml'),
    results: join(folder, 'results.csv'),
    events: join(folder, 'events.jsonl'),
    lock: join(folder, 'trainer.pid'),
    last: join(folder, 'weights', 'last.safetensors'),
    best: join(folder, 'weights', 'best.safetensors'),
    model: join(folder, 'model.onnx'),
  };
}

export type ReadJob = { readonly job: TrainingJob; readonly params: Params; readonly jobHash: string };

/**
 * Reads and checks `job.json`. Its `params` count; only where they are null is `params.yaml` read. Paths are answered absolute: relative
 * ones are relative to the run's folder.
 */
export function readJob(paths: RunFolder): Result<ReadJob> {
  if (!existsSync(paths.job)) {
    return failure('not-found', 'There is no job.json in this folder, so there is nothing to train.', {
      file: paths.job,
    });
  }
  const parsed = trainingJobSchema.safeParse(jsonOrUndefined(readFileSync(paths.job, 'utf8')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') || 'the file';
    const sentence = `The training job is not as it should be (${where}: ${issue?.message}). No training was started; start it again from the application.`;
    return failure('invalid-input', sentence, { file: paths.job });
  }
  const job = withAbsolutePaths(parsed.data, dirname(paths.job));
  const params =
    job.params == null ? parseParams(readFileSync(paths.params, 'utf8'), paths.params) : checkParams(job.params);
  if (!params.ok) return params;
  const unfit = unfitBox(job);
  if (unfit) return failure('invalid-input', unfit, { file: paths.job });
  if (!job.images.some(({ role }) => role === 'train')) {
    return failure(
      'not-enough-data',
      'No image has the role train. No training was started; add images to the dataset.',
    );
  }
  return success({ job, params: params.value, jobHash: jobHash(job, params.value) });
}

function withAbsolutePaths(job: TrainingJob, folder: string): TrainingJob {
  return {
    ...job,
    images: job.images.map((image) => ({ ...image, path: resolve(folder, image.path) })),
    startWeightsPath: job.startWeightsPath === null ? null : resolve(folder, job.startWeightsPath),
  };
}

/** Everything that decides the weights and nothing that does not: a workspace may move to another folder between stop and resume. */
function jobHash({ classes, preparation, images, startWeightsPath }: TrainingJob, params: Params): string {
  const content = images.map(({ imageId, role, sourceSize, boxes }) => ({ imageId, role, sourceSize, boxes }));
  return sha256(JSON.stringify({ params, classes, preparation, content, fromWeights: startWeightsPath !== null }));
}

function unfitBox({ images, classes }: TrainingJob): string | undefined {
  for (const { imageId, boxes } of images) {
    for (const { classIndex, box } of boxes) {
      if (classIndex >= classes.length) {
        return `Image ${imageId} has a box of class ${classIndex}, but there are ${classes.length} classes. No training was started; correct the labels.`;
      }
      if (!(box.xMax > box.xMin && box.yMax > box.yMin)) {
        return `Image ${imageId} has a box without an area. No training was started; correct the labels.`;
      }
    }
  }
  return undefined;
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
