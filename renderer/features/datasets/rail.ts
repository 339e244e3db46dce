import type { RailState } from '../../app/screen.ts';
import { useConnection, useEngine } from '../../client/index.ts';
import { newestFirst } from './subject.ts';
import { count, newerWords } from './words.ts';

/** The newest version, and whether the labels went on without it. */
export function useDatasetsRail(): RailState | null {
  const { data: datasets } = useEngine(['datasets.list'], (client) => client.datasets.list());
  const { data: newer } = useEngine(['datasets.newer'], (client) => client.datasets.newer());
  const job = useConnection(({ jobs }) => jobs.find(({ kind, state }) => kind === 'freeze' && state === 'running'));
  if (job) return { node: 'running', words: job.total ? `${count(job.done)} of ${count(job.total)}` : job.activity };
  if (!datasets || !newer) return null;
  const [newest] = newestFirst(datasets);
  if (!newest) return { node: 'empty', words: 'nothing frozen yet' };
  const own = newer.find(({ name, version }) => name === newest.name && version === newest.version);
  const words = own ? newerWords(own) : '';
  return words === ''
    ? { node: 'fresh', words: `${newest.name} v${newest.version}` }
    : { node: 'stale', words: `v${newest.version} · ${words}` };
}
