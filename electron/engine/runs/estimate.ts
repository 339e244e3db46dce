import { freemem } from 'node:os';
import { z } from 'zod';
import type { RunEstimate, TrainInput } from '../../../shared/contract/runs.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { TrainingJob } from '../../../shared/domain/training-job.ts';
import { type Params, parseParams } from '../../../shared/formats/params.ts';
import { planTraining, workLeft } from '../../trainer/index.ts';
import { getDataset } from '../datasets/index.ts';
import { rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { runOfInput } from './run-rows.ts';
import { chooseStart } from './start-weights.ts';
import { stepSpeed } from './step-speed.ts';
import { trainInputHash, weightsPathFrom } from './train.ts';

const sizeRow = z.object({ role: z.enum(['train', 'val']), width_px: z.int(), height_px: z.int(), count: z.int() });

/** What a training would be, before there is one: how long it takes, what it starts from, what `auto` comes to. */
export async function estimateRun(
  workspace: Workspace,
  input: Pick<TrainInput, 'dataset' | 'datasetVersion' | 'paramsText' | 'startModel'>,
): Promise<Result<RunEstimate>> {
  const dataset = getDataset(workspace, input.dataset, input.datasetVersion);
  if (!dataset.ok) return dataset;
  const params = parseParams(input.paramsText);
  if (!params.ok) return params;
  const { classes, preparation, id, hash } = dataset.value;
  const images = imagesOf(workspace, id);
  if (!images.some(({ role }) => role === 'train'))
    return failure('not-enough-data', 'This dataset version has no train images. Freeze one that has.');
  const { plan, speed, seconds } = await timeOfTraining(workspace, { images, classes, preparation }, params.value);
  const start = chooseStart(workspace, params.value, { startModel: input.startModel, allowRandomStart: false });
  const startPath = start.ok ? start.value.path : null;
  const inputHash = trainInputHash(hash, params.value, weightsPathFrom(workspace, startPath));
  return success({
    seconds,
    basis: speed.sentence,
    trainImages: plan.trainImages,
    valImages: plan.valImages,
    networkInput: plan.network,
    memory: speed.timing && { neededMb: speed.timing.peakMemoryMb, freeMb: Math.round(freemem() / 1e6) },
    start: start.ok ? (start.value.notes[0] ?? 'Starts from random weights.') : '',
    startProblem: start.ok ? null : start.problem,
    optimizer: plan.optimizer.sentence,
    goesOnWith: start.ok ? (runOfInput(workspace, inputHash, ['stopped', 'interrupted'])?.id ?? null) : null,
  });
}

/** How long a training on these pictures takes, in seconds, from a step measured on this machine; null: not known now, `speed` says why. */
export async function timeOfTraining(workspace: Workspace, set: TrainingSet, params: Params) {
  const plan = planTraining(set, params);
  const speed = await stepSpeed(workspace, {
    width: plan.config.width,
    depth: plan.config.depth,
    classCount: plan.config.classCount,
    ...plan.network,
    batch: plan.batch,
    threads: plan.threads,
    frozenModules: [...plan.frozenModules],
  });
  const [steps, validations] = workLeft(plan, 0, 0);
  const validationBatches = Math.ceil(plan.valImages / plan.batch);
  const seconds =
    speed.timing === null
      ? null
      : (steps * speed.timing.stepMs + validations * validationBatches * speed.timing.validationMs) / 1000;
  return { plan, speed, seconds };
}

type TrainingSet = Parameters<typeof planTraining>[0];

/** As many images as the version has, with role and size: all that a plan asks of them. */
function imagesOf(
  { store }: Workspace,
  datasetId: number,
): Pick<TrainingJob['images'][number], 'role' | 'sourceSize'>[] {
  return rows(
    store,
    sizeRow,
    `SELECT member.role, image.width_px, image.height_px, count(*) AS count FROM dataset_member AS member
     JOIN image ON image.id = member.image_id
     WHERE member.dataset_id = @datasetId AND member.role IN ('train', 'val')
     GROUP BY member.role, image.width_px, image.height_px`,
    { datasetId },
  ).flatMap(({ role, width_px, height_px, count }) =>
    Array.from({ length: count }, () => ({ role, sourceSize: { widthPx: width_px, heightPx: height_px } })),
  );
}
