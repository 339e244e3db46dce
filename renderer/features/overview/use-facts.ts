import { useConnection, useEngine } from '../../client/index.ts';
import type { Facts } from './attention.ts';

/** The facts Overview speaks of; null until all of them are known. */
export function useFacts(): Facts | null {
  const jobs = useConnection((state) => state.jobs);
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const { data: datasets } = useEngine(['datasets.list'], (client) => client.datasets.list());
  const { data: newer } = useEngine(['datasets.newer'], (client) => client.datasets.newer());
  const { data: runs } = useEngine(['runs.list'], (client) => client.runs.list());
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const { data: current } = useEngine(['models.current'], (client) => client.models.current());
  const { data: evaluations } = useEngine(['evaluations.list'], (client) => client.evaluations.list());
  if (!info || !datasets || !newer || !runs || !models || current === undefined || !evaluations) return null;
  const newest = [...datasets].sort((a, b) => b.id - a.id)[0];
  const own = newer.find((entry) => entry.name === newest?.name && entry.version === newest.version);
  const model = current ?? [...models].sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  return {
    images: info.counts.images,
    unlabelled: info.counts.unlabelled,
    dataset: newest
      ? { name: newest.name, version: newest.version, newer: own ?? { added: 0, removed: 0, relabelled: 0 } }
      : null,
    runs,
    jobs,
    registeredRuns: models.map(({ runId }) => runId).filter((id) => id !== null),
    model: model
      ? {
          name: `${model.name} v${model.version}`,
          isEvaluated: evaluations.some((one) => one.model === model.name && one.modelVersion === model.version),
          isInProduction: current !== null,
        }
      : null,
  };
}
