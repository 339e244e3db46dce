import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import { type Role, roleSchema, roles } from '../../../shared/domain/role.ts';

/** Which model is looked at on which pictures. */
export type Subject = { readonly model: ModelSummary; readonly dataset: DatasetSummary; readonly role: Role };

export type SubjectLists = {
  readonly models: readonly ModelSummary[];
  readonly datasets: readonly DatasetSummary[];
  /** Newest first. */
  readonly evaluations: readonly EvaluationSummary[];
};

/** Names a version in an address: `plug@2`. */
export function versionId({ name, version }: { readonly name: string; readonly version: number }): string {
  return `${name}@${version}`;
}

export function versionName({ name, version }: { readonly name: string; readonly version: number }): string {
  return `${name} v${version}`;
}

/**
 * The subject an address asks for (`evaluation`, or `model`, `dataset`, `role`), what it leaves open filled in: the newest evaluation on
 * an open role, else the newest model on the dataset it comes from, role val. Null without a model or a dataset.
 */
export function subjectOf(parameters: Readonly<Record<string, string>>, lists: SubjectLists): Subject | null {
  const { models, datasets, evaluations } = lists;
  const asked = evaluations.find(({ id }) => String(id) === parameters.evaluation);
  const names = asked === undefined ? {} : namesOf(asked);
  const open = evaluations.find(({ role }) => role !== 'test');
  const usual = open === undefined || parameters.model || parameters.dataset ? {} : namesOf(open);
  const wanted: Readonly<Record<string, string | undefined>> = { ...usual, ...parameters, ...names };
  const newest = models.reduce<ModelSummary | null>(
    (latest, model) => (latest === null || model.createdAt > latest.createdAt ? model : latest),
    null,
  );
  const model = models.find((one) => versionId(one) === wanted.model) ?? newest;
  if (model === null) return null;
  const own = datasets.find(({ hash }) => hash === model.card.dataset?.hash);
  const dataset = datasets.find((one) => versionId(one) === wanted.dataset) ?? own ?? datasets[0];
  if (dataset === undefined) return null;
  const role = roleSchema.safeParse(wanted.role);
  const filled = rolesOf(dataset);
  const usualRole = filled.includes('val') ? 'val' : filled[0];
  const chosen = role.success && filled.includes(role.data) ? role.data : usualRole;
  return chosen === undefined ? null : { model, dataset, role: chosen };
}

/** Roles that have images. */
export function rolesOf(dataset: DatasetSummary): Role[] {
  return roles.filter((role) => (dataset.roles[role]?.images ?? 0) > 0);
}

/** The newest evaluation of this model on these pictures; the one an address names goes before. */
export function evaluationOf(
  subject: Subject,
  evaluations: readonly EvaluationSummary[],
  askedId?: string,
): EvaluationSummary | null {
  const own = evaluations.filter((evaluation) => isOf(evaluation, subject));
  return own.find(({ id }) => String(id) === askedId) ?? own[0] ?? null;
}

function isOf(evaluation: EvaluationSummary, { model, dataset, role }: Subject): boolean {
  const names = namesOf(evaluation);
  return names.model === versionId(model) && names.dataset === versionId(dataset) && names.role === role;
}

function namesOf({ model, modelVersion, dataset, datasetVersion, role }: EvaluationSummary) {
  return {
    model: versionId({ name: model, version: modelVersion }),
    dataset: versionId({ name: dataset, version: datasetVersion }),
    role,
  };
}
