import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import type { RunSummary } from '../../../shared/contract/runs.ts';
import type { ThresholdChoice } from '../../../shared/domain/evaluation-figures.ts';
import { type ModelCard, modelNameSchema, noEvidence } from '../../../shared/domain/model-card.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { trainingJobSchema } from '../../../shared/domain/training-job.ts';
import { calibrationScores, chooseThreshold } from '../../../shared/evaluation/choose-threshold.ts';
import { episodesOf } from '../../../shared/evaluation/evaluate-detections.ts';
import { checkParams } from '../../../shared/formats/params.ts';
import { getDataset } from '../datasets/index.ts';
import type { JobControl } from '../jobs/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { getModel, modelOfRun, nextModelVersion } from './model-rows.ts';
import { predictMembers } from './predict-members.ts';
import { partsOf, storeModel } from './store-model.ts';

/** The class whose presence is the question; the first of the list. */
const targetClassIndex = 0;

const silent: JobControl = { report: () => undefined, signal: new AbortController().signal };

/**
 * Registers the best checkpoint of a finished run as a model: its ONNX, its weights and its card, the operating threshold chosen on the
 * calibration role of the run's dataset. The same run under the same name is registered once.
 */
export async function registerRun(
  workspace: Workspace,
  input: { readonly run: RunSummary; readonly name: string | null },
  control: JobControl = silent,
): Promise<Result<ModelSummary>> {
  const { run } = input;
  if (run.state !== 'finished') {
    return failure(
      'nothing-to-do',
      `The run ${run.id} is ${run.state}; only a finished one becomes a model. Go on with: plugsight train --resume ${run.id}`,
    );
  }
  const name = modelNameSchema.safeParse((input.name ?? run.dataset).toLowerCase().replaceAll(/[._]/g, '-'));
  if (!name.success) {
    return failure(
      'invalid-input',
      `"${input.name ?? run.dataset}" cannot be a model's name. Nothing was registered. Use letters, digits and hyphens, 64 at most.`,
    );
  }
  const known = modelOfRun(workspace, run.id, name.data);
  if (known) return success(known);
  const dataset = getDataset(workspace, run.dataset, run.datasetVersion);
  if (!dataset.ok) return dataset;

  const parts = new Map<string, Uint8Array>([
    ['model.onnx', readFileSync(join(run.folder, 'model.onnx'))],
    ['weights.safetensors', readFileSync(join(run.folder, 'weights', 'best.safetensors'))],
  ]);
  const described = await workspace.vision.call('describeModel', { path: join(run.folder, 'model.onnx') });
  if (!described.ok) return described;
  const job = trainingJobSchema.parse(JSON.parse(readFileSync(join(run.folder, 'job.json'), 'utf8')));
  const params = checkParams(job.params);
  if (!params.ok) return params;
  const { sha256, network, classes, runtimeVersion, licence } = described.value;
  const reference = { path: join(run.folder, 'model.onnx'), sha256, network, classCount: classes.length, threads: 1 };
  const threshold = await thresholdOf(workspace, dataset.value, reference, classes[targetClassIndex], control);
  if (!threshold.ok) return threshold;
  const card: ModelCard = {
    schemaVersion: 1,
    name: name.data,
    version: nextModelVersion(workspace, name.data),
    createdAt: run.finishedAt ?? run.startedAt,
    source: 'trained',
    dataset: { name: dataset.value.name, version: dataset.value.version, hash: dataset.value.hash },
    params: params.value,
    classes,
    preparation: dataset.value.preparation,
    network,
    decision: {
      targetClassIndex,
      threshold: threshold.value.tau,
      evidence: threshold.value.hasEvidence ? threshold.value.sentences.join(' ') : noEvidence,
      regionOfInterest: null,
      tolerance: null,
    },
    figures: { val_map50: run.valMap50, val_map50_95: run.valMap5095, best_epoch: run.bestEpoch },
    licence,
    runtimeVersion,
    parts: partsOf(parts),
  };
  storeModel(workspace, card, parts, { runId: run.id, threshold: threshold.value });
  return getModel(workspace, `${card.name}@${card.version}`);
}

/** The operating threshold from the calibration role; 0.25 without evidence where there is none. */
async function thresholdOf(
  workspace: Workspace,
  dataset: DatasetSummary,
  reference: Parameters<typeof predictMembers>[1]['reference'],
  className: string,
  control: JobControl,
): Promise<Result<ThresholdChoice>> {
  if (!dataset.roles.calibration) return success(chooseThreshold(null, { className }));
  const members = await predictMembers(
    workspace,
    { reference, card: dataset },
    { id: dataset.id, role: 'calibration' },
    control,
  );
  if (!members.ok) return members;
  const scores = calibrationScores(episodesOf(members.value, { targetClassIndex }, 0));
  const testAbsentEpisodes = dataset.roles.test ? absentEpisodes(workspace, dataset.id) : null;
  return success(chooseThreshold(scores, { className, testAbsentEpisodes }));
}

/** Tries of the test role without a box of the target class. */
function absentEpisodes({ store }: Workspace, datasetId: number): number {
  const row = store
    .prepare<[number, number], { n: number }>(
      `SELECT count(*) AS n FROM (
         SELECT member.episode FROM dataset_member AS member
         JOIN annotation_revision AS annotation ON annotation.image_id = member.image_id AND annotation.revision = member.revision
         LEFT JOIN json_each(annotation.content, '$.boxes') AS box ON json_extract(box.value, '$.classIndex') = ?
         WHERE member.dataset_id = ? AND member.role = 'test'
         GROUP BY member.episode HAVING count(box.value) = 0)`,
    )
    .get(targetClassIndex, datasetId);
  return row?.n ?? 0;
}
