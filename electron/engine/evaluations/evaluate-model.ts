import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { EvaluateInput, EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { type Evaluation, evaluateDetections } from '../../../shared/evaluation/evaluate-detections.ts';
import { killPoint, sha256 } from '../../platform/index.ts';
import { getDataset } from '../datasets/index.ts';
import { isLookAlike } from '../images/index.ts';
import type { JobControl } from '../jobs/index.ts';
import {
  getModel,
  hostReference,
  type PredictedMember,
  predictMembers,
  type RegisteredModel,
} from '../models/index.ts';
import { inTransaction } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { insertEvaluation, type StoredSummary } from './evaluation-rows.ts';
import { journalLook, testLooks } from './test-looks.ts';
import { trainingLabels } from './training-labels.ts';

/**
 * Measures a model on one role of a frozen dataset: predictions, matches, figures with their evidence, per-image results, all stored.
 * A look at the test role is journalled before the model sees its first picture.
 */
export async function evaluateModel(
  workspace: Workspace,
  input: EvaluateInput,
  control: JobControl,
): Promise<Result<EvaluationSummary>> {
  const model = getModel(workspace, input.model);
  if (!model.ok) return model;
  const dataset = getDataset(workspace, input.dataset, input.datasetVersion);
  if (!dataset.ok) return dataset;
  if (!dataset.value.roles[input.role]) {
    return failure(
      'not-enough-data',
      `${dataset.value.name} v${dataset.value.version} has no images in the role ${input.role}. Nothing was evaluated. It has: ${Object.keys(dataset.value.roles).join(', ')}.`,
    );
  }
  const foreign = dataset.value.classes.some((name, at) => name !== model.value.card.classes[at]);
  if (foreign) {
    return failure(
      'model-unsupported',
      `The model finds ${model.value.card.classes.join(', ')} and the dataset is labelled with ${dataset.value.classes.join(', ')}. Nothing was evaluated. Import the model with --classes in the dataset's order.`,
    );
  }
  const look = {
    datasetId: dataset.value.id,
    model: model.value.name,
    modelVersion: model.value.version,
    author: input.author,
    reason: input.reason,
  };
  const lookId = input.role === 'test' ? journalLook(workspace, look) : null;
  killPoint('evaluate.look-written');
  const startedAt = Date.now();
  const members = await predictMembers(
    workspace,
    { reference: hostReference(model.value), card: model.value.card },
    { id: dataset.value.id, role: input.role },
    control,
  );
  if (!members.ok) return members;
  const seconds = (Date.now() - startedAt) / 1000;
  control.report({ activity: 'computing figures', done: 0, total: null, unit: '' });
  const { decision, classes } = model.value.card;
  const evaluation = evaluateDetections(members.value, {
    classes,
    threshold: model.value.threshold,
    seed: dataset.value.seed,
    target: {
      targetClassIndex: decision.targetClassIndex,
      regionOfInterest: decision.regionOfInterest,
      tolerance: decision.tolerance,
    },
    trainingLabels: trainingLabels(workspace, dataset.value.id),
  });
  const summary: StoredSummary = {
    model: model.value.name,
    modelVersion: model.value.version,
    dataset: dataset.value.name,
    datasetVersion: dataset.value.version,
    role: input.role,
    createdAt: new Date().toISOString(),
    figures: evaluation.figures,
    lookAlikes: lookAlikes(members.value, evaluation),
    cautions: cautions(dataset.value, model.value, input.role),
    testLooks: input.role === 'test' ? testLooks(workspace, dataset.value.id).length : 0,
    imagesPerSecond: members.value.length / seconds,
  };
  const inputHash = evaluationInputHash(model.value, dataset.value, input.role);
  const id = inTransaction(workspace.store, () =>
    insertEvaluation(workspace, summary, dataset.value.id, inputHash, evaluation.images),
  );
  killPoint('evaluate.row-written');
  return success({ ...summary, id, lookId });
}

/** What decides an evaluation's figures: the same hash, the same figures. */
export function evaluationInputHash(
  model: Pick<RegisteredModel, 'sha256' | 'card'>,
  dataset: Pick<DatasetSummary, 'hash'>,
  role: string,
): string {
  return sha256(JSON.stringify({ model: model.sha256, decision: model.card.decision, dataset: dataset.hash, role }));
}

/** Absent tries with a picture that the scene table marks as looking like the target, and how many of them were called PRESENT. */
function lookAlikes(members: readonly PredictedMember[], evaluation: Evaluation): EvaluationSummary['lookAlikes'] {
  const marked = new Set(members.filter(({ attributes }) => isLookAlike(attributes)).map(({ imageId }) => imageId));
  const episodes = evaluation.episodes.filter(
    ({ truth, imageIds }) => truth === 'absent' && imageIds.some((id) => marked.has(id)),
  );
  if (episodes.length === 0) return null;
  return {
    episodes: episodes.length,
    falsePositives: episodes.filter(({ outcome }) => outcome === 'false-positive').length,
  };
}

function cautions(dataset: DatasetSummary, model: RegisteredModel, role: string): string[] {
  const own = model.card.dataset?.hash === dataset.hash;
  return [
    ...(role === 'train' && own ? ['Optimistic: these pictures taught the model.'] : []),
    ...(role === 'val' && own ? ['Optimistic: these pictures chose the model.'] : []),
    ...(role === 'calibration' && own ? ['Optimistic: these pictures chose the threshold.'] : []),
    ...(dataset.optimistic ? [dataset.rules[0]] : []),
    ...(model.threshold.hasEvidence
      ? []
      : ['The threshold has no evidence; a release needs one chosen on a calibration role.']),
  ];
}
