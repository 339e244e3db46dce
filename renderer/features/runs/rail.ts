import type { RailState } from '../../app/screen.ts';
import { useConnection, useEngine } from '../../client/index.ts';

/** How far the run under way is; else what became of the newest. */
export function useTrainRail(): RailState | null {
  const { data: runs } = useEngine(['runs.list'], (client) => client.runs.list());
  const job = useConnection(({ jobs }) =>
    jobs.find(
      ({ kind, state, unit }) => state === 'running' && (kind === 'train' || kind === 'pipeline') && unit === 'epochs',
    ),
  );
  if (!runs) return null;
  const [newest] = runs;
  if (!newest) return { node: 'empty', words: 'nothing yet' };
  const number = newest.id.slice(4);
  if (newest.state === 'running') {
    const far = job?.total ? ` · epoch ${Math.min(job.total, Math.floor(job.done) + 1)} of ${job.total}` : '';
    return { node: 'running', words: `${number}${far}` };
  }
  if (newest.state === 'failed') return { node: 'failed', words: `${number} failed` };
  if (newest.state !== 'finished') return { node: 'stale', words: `${number} ${newest.state}, can go on` };
  return { node: 'fresh', words: `${number} finished` };
}
