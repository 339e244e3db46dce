import type { RailState } from '../../app/screen.ts';
import { stateOfWork } from '../../app/step-work.ts';
import { useConnection, useEngine } from '../../client/index.ts';
import { newestFirst } from './subject.ts';
import { newerWords } from './words.ts';

/** The newest version and whether the labels went on without it, how far a freeze is, or that the last failed. */
export function useDatasetsRail(): RailState | null {
  const { data: datasets } = useEngine(['datasets.list'], (client) => client.datasets.list());
  const { data: newer } = useEngine(['datasets.newer'], (client) => client.datasets.newer());
  const jobs = useConnection((state) => state.jobs);
  const work = stateOfWork(jobs, { freeze: { failed: 'the last freeze failed' } });
  if (work) return work;
  if (!datasets || !newer) return null;
  const [newest] = newestFirst(datasets);
  if (!newest) return { node: 'empty', words: 'nothing frozen yet' };
  const own = newer.find(({ name, version }) => name === newest.name && version === newest.version);
  const words = own ? newerWords(own) : '';
  return words === ''
    ? { node: 'fresh', words: `${newest.name} v${newest.version}` }
    : { node: 'stale', words: `v${newest.version} · ${words}` };
}
