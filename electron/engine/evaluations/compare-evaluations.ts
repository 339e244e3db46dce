import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import {
  compareModels,
  type ModelComparison,
  type StoredEvaluation,
} from '../../../shared/evaluation/compare-models.ts';
import { matchColumnsOf } from '../../../shared/evaluation/match-columns.ts';
import { buildMatchTable } from '../../../shared/evaluation/match-table.ts';
import { triesAt } from '../../../shared/evaluation/tries-at.ts';
import type { Store } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { getEvaluation, imageResults } from './evaluation-rows.ts';

/** Two evaluations never change, and 2,000 replicates take a while: what was compared once is kept. */
const known = new WeakMap<Store, Map<string, ModelComparison>>();

/** Two stored evaluations of the same pictures, each model at its own threshold: difference of mAP, discordant tries. */
export function compareEvaluations(
  workspace: Workspace,
  input: { readonly first: number; readonly second: number },
): Result<ModelComparison> {
  const first = getEvaluation(workspace, input.first);
  if (!first.ok) return first;
  const second = getEvaluation(workspace, input.second);
  if (!second.ok) return second;
  const comparisons = known.get(workspace.store) ?? new Map<string, ModelComparison>();
  known.set(workspace.store, comparisons);
  const key = `${input.first} ${input.second}`;
  const kept = comparisons.get(key);
  if (kept) return success(kept);
  const { formula, seed } = first.value.figures.settings;
  const comparison = compareModels(
    storedEvaluation(workspace, first.value),
    storedEvaluation(workspace, second.value),
    {
      formula,
      seed,
    },
  );
  if (comparison.ok) comparisons.set(key, comparison.value);
  return comparison;
}

/** An evaluation's results with its tries at its own threshold; no tries without a target class. */
export function storedEvaluation(workspace: Workspace, { id, figures }: EvaluationSummary): StoredEvaluation {
  const images = imageResults(workspace, id);
  const table = buildMatchTable(matchColumnsOf(images), figures.settings, figures.settings.matching);
  const tries = triesAt(table, figures.threshold.tau, { className: '', seed: figures.settings.seed });
  return { images, episodes: tries?.episodes ?? [] };
}
