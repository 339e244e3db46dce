import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import type { Role } from '../../../shared/domain/role.ts';

/** What counts more goes first: only the test role bounds an error; train says least. */
const weight: readonly Role[] = ['test', 'val', 'calibration', 'train'];

/** A model's own figures, and the present model's on the same pictures; null: not evaluated there. */
export type Evidence = { readonly own: EvaluationSummary | null; readonly current: EvaluationSummary | null };

/**
 * The evaluations that say most of a model: with one of the current model on the same dataset version and role, test before val, the newest
 * first; without such a pair its own. `evaluations` newest first.
 */
export function evidenceOf(
  model: ModelSummary,
  current: ModelSummary | null,
  evaluations: readonly EvaluationSummary[],
): Evidence {
  const own = byWeight(evaluations.filter((evaluation) => isOf(evaluation, model)));
  if (current === null || isSame(model, current)) return { own: own[0] ?? null, current: null };
  const others = evaluations.filter((evaluation) => isOf(evaluation, current));
  for (const evaluation of own) {
    const other = others.find((candidate) => areSamePictures(candidate, evaluation));
    if (other) return { own: evaluation, current: other };
  }
  return { own: own[0] ?? null, current: null };
}

function byWeight(evaluations: readonly EvaluationSummary[]): EvaluationSummary[] {
  return evaluations.toSorted((a, b) => weight.indexOf(a.role) - weight.indexOf(b.role));
}

function isOf({ model, modelVersion }: EvaluationSummary, { name, version }: ModelSummary): boolean {
  return model === name && modelVersion === version;
}

export function isSame(a: ModelSummary, b: ModelSummary): boolean {
  return a.name === b.name && a.version === b.version;
}

function areSamePictures(a: EvaluationSummary, b: EvaluationSummary): boolean {
  return a.dataset === b.dataset && a.datasetVersion === b.datasetVersion && a.role === b.role;
}

type Discordant = {
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly pValue: number;
  readonly canReachSignificance: boolean;
};

/** In how many tries only one of the two is wrong, and whether that tells them apart. */
export function againstWords(
  { onlyFirst, onlySecond, pValue, canReachSignificance }: Discordant,
  current: EvaluationSummary,
  own: EvaluationSummary,
): string {
  const name = ({ model, modelVersion }: EvaluationSummary) => `${model} v${modelVersion}`;
  const sides = `${onlySecond} wrong with ${name(own)} only, ${onlyFirst} with ${name(current)} only`;
  return canReachSignificance
    ? `${sides}; exact McNemar p ${pValue < 0.001 ? 'below 0.001' : `= ${pValue.toFixed(3)}`}.`
    : `${sides}; fewer than 6 cannot reach p < 0.05.`;
}

/** What these figures cannot say. */
export function* limitsOf({ role, cautions }: EvaluationSummary): Generator<string> {
  if (role !== 'test') yield `Not evaluated on a test role: these figures bound nothing.`;
  yield* cautions;
}
