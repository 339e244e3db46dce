import { join } from 'node:path';
import { z } from 'zod';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import { type ThresholdChoice, thresholdChoiceSchema } from '../../../shared/domain/evaluation-figures.ts';
import { modelCardSchema } from '../../../shared/domain/model-card.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { OperationCall } from '../../vision/index.ts';
import { layout, parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const modelRow = z.object({
  name: z.string(),
  version: z.int(),
  sha256: z.string(),
  run_id: z.string().nullable(),
  created_at: z.string(),
  card: z.string(),
  threshold: z.string(),
});

/** A model with how its threshold was chosen, which evaluations print beside their figures. */
export type RegisteredModel = ModelSummary & { readonly threshold: ThresholdChoice };

function modelOf(workspace: Workspace, row: z.infer<typeof modelRow>): RegisteredModel {
  const folder = layout.model(workspace.folder, row.name, row.version);
  return {
    name: row.name,
    version: row.version,
    sha256: row.sha256,
    runId: row.run_id,
    createdAt: row.created_at,
    folder,
    onnxPath: join(folder, 'model.onnx'),
    card: parseJson(modelCardSchema, row.card),
    threshold: parseJson(thresholdChoiceSchema, row.threshold),
  };
}

/** Every model but helpers, which are no models of the case. */
export function listModels(workspace: Workspace): ModelSummary[] {
  return everyModel(workspace).filter(({ card }) => card.purpose === undefined);
}

/** Networks that only pre-label, oldest first. */
export function listHelpers(workspace: Workspace): ModelSummary[] {
  return everyModel(workspace).filter(({ card }) => card.purpose === 'pre-label');
}

function everyModel(workspace: Workspace): ModelSummary[] {
  return rows(workspace.store, modelRow, 'SELECT * FROM model ORDER BY name, version').map((row) =>
    modelOf(workspace, row),
  );
}

/** Why a helper is refused where a model of the case is wanted; success for every other model. */
export function notAHelper(model: Pick<ModelSummary, 'name' | 'version' | 'card'>, refused: string): Result<void> {
  if (model.card.purpose === undefined) return success(undefined);
  return failure(
    'model-unsupported',
    `${model.name} v${model.version} is a helper: it only pre-labels. It was not ${refused}; nothing was changed. Train a model on a frozen dataset.`,
  );
}

/** `plug` is its newest version; `plug@3` and `plug-v3` are version 3. */
export function getModel(workspace: Workspace, reference: string): Result<RegisteredModel> {
  const [, name = reference, version] = /^(.+?)(?:@|-v)(\d+)$/.exec(reference) ?? [];
  const [row] = rows(
    workspace.store,
    modelRow,
    `SELECT * FROM model WHERE name = @name AND (@version IS NULL OR version = @version) ORDER BY version DESC LIMIT 1`,
    { name, version: version === undefined ? null : Number(version) },
  );
  if (row) return success(modelOf(workspace, row));
  const known = listModels(workspace).map((model) => `${model.name}@${model.version}`);
  const instead =
    known.length > 0 ? `There are: ${known.join(', ')}.` : 'None is registered yet: train one, or import one.';
  return failure('not-found', `There is no model ${reference}. ${instead}`);
}

export function modelOfRun(workspace: Workspace, runId: string, name: string): RegisteredModel | null {
  const [row] = rows(workspace.store, modelRow, 'SELECT * FROM model WHERE run_id = @runId AND name = @name', {
    runId,
    name,
  });
  return row ? modelOf(workspace, row) : null;
}

export function nextModelVersion({ store }: Workspace, name: string): number {
  const [{ version }] = rows(
    store,
    z.object({ version: z.int().nullable() }),
    'SELECT max(version) AS version FROM model WHERE name = @name',
    { name },
  );
  return (version ?? 0) + 1;
}

/** The model as the vision host wants it named. One thread a host: two hosts share the two cores. */
export function hostReference(
  model: Pick<ModelSummary, 'onnxPath' | 'sha256' | 'card'>,
): OperationCall<'predict'>['model'] {
  return {
    path: model.onnxPath,
    sha256: model.sha256,
    network: model.card.network,
    classCount: model.card.classes.length,
    threads: 1,
  };
}
