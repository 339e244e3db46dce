import type { DatasetSummary } from '../../../../shared/contract/datasets.ts';

/**
 * The dataset version that `train.data` names: `plug-v2`, or `plug` for its newest; without a value the newest of all. A name that is not here is
 * a problem, with those that are.
 */
export function datasetChoice(
  written: unknown,
  datasets: readonly DatasetSummary[],
): { readonly chosen: DatasetSummary | null; readonly problem: string | null } {
  const newest = [...datasets].sort((a, b) => b.id - a.id)[0] ?? null;
  if (typeof written !== 'string' || written === '') return { chosen: newest, problem: null };
  const exact = datasets.find(({ name, version }) => `${name}-v${version}` === written);
  const ofName = datasets.filter(({ name }) => name === written).sort((a, b) => b.version - a.version)[0];
  const chosen = exact ?? ofName ?? null;
  if (chosen) return { chosen, problem: null };
  const known = datasets.map(({ name, version }) => `${name}-v${version}`);
  const instead = known.length === 0 ? 'None is frozen yet.' : `There are: ${known.slice(-5).join(', ')}.`;
  return { chosen: null, problem: `train.data is ${written}, which is no dataset version here. ${instead}` };
}
