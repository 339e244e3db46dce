import type { CompareModelsInput, EvaluationSummary, ModelsCompared } from '../../../shared/contract/evaluations.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { pairTries } from '../../../shared/evaluation/compare-models.ts';
import { compareTries } from '../../../shared/evaluation/compare-tries.ts';
import { getDataset } from '../datasets/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { getModel } from '../models/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { compareEvaluations, storedEvaluation } from './compare-evaluations.ts';
import { evaluateModel, evaluationInputHash } from './evaluate-model.ts';
import { evaluationOfInput } from './evaluation-rows.ts';

/**
 * Two registered models, the plant's imported present one as well as our own, on the same frozen pictures, each at its own threshold. A
 * model that was evaluated there with the same decision is not evaluated again. Problems: those of an evaluation; `invalid-input` where
 * both names mean one model.
 */
export async function compareRegisteredModels(
  workspace: Workspace,
  input: CompareModelsInput,
  control: JobControl,
): Promise<Result<ModelsCompared>> {
  const [newer, current] = [getModel(workspace, input.newModel), getModel(workspace, input.currentModel)];
  if (!newer.ok) return newer;
  if (!current.ok) return current;
  if (newer.value.name === current.value.name && newer.value.version === current.value.version) {
    return failure(
      'invalid-input',
      `${input.newModel} and ${input.currentModel} are one model, ${newer.value.name} v${newer.value.version}. Nothing was compared. Name another version as name@version.`,
    );
  }
  const dataset = getDataset(workspace, input.dataset, input.datasetVersion);
  if (!dataset.ok) return dataset;
  const evaluated = async (model: typeof newer.value): Promise<Result<EvaluationSummary>> => {
    const known = evaluationOfInput(workspace, evaluationInputHash(model, dataset.value, input.role));
    if (known !== null) return success(known);
    const { author, reason, role } = input;
    return evaluateModel(
      workspace,
      {
        model: `${model.name}@${model.version}`,
        dataset: dataset.value.name,
        datasetVersion: dataset.value.version,
        role,
        author,
        reason,
      },
      control,
    );
  };
  const currentOne = await evaluated(current.value);
  if (!currentOne.ok) return currentOne;
  const newOne = await evaluated(newer.value);
  if (!newOne.ok) return newOne;
  control.report({ activity: 'comparing', done: 0, total: null, unit: '' });
  const compared = compareEvaluations(workspace, { first: currentOne.value.id, second: newOne.value.id });
  if (!compared.ok) return compared;
  const { targetClassIndex } = current.value.card.decision;
  const pairs = pairTries(
    storedEvaluation(workspace, currentOne.value).episodes,
    storedEvaluation(workspace, newOne.value).episodes,
  );
  const className = targetClassIndex === null ? null : current.value.card.classes[targetClassIndex];
  return success({
    newModel: newOne.value,
    currentModel: currentOne.value,
    absent: className === null ? null : compareTries(pairs, 'absent', className),
    present: className === null ? null : compareTries(pairs, 'present', className),
    map50: compared.value.map50,
    map5095: compared.value.map5095,
  });
}
