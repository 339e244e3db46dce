import type { RailState } from '../../app/screen.ts';
import { useConnection, useEngine } from '../../client/index.ts';

/** How many images nobody has said anything of, or how far a model's proposals are. */
export function useLabelRail(): RailState | null {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const running = useConnection(({ jobs }) => jobs.find((job) => job.kind === 'pre-label' && job.state === 'running'));
  if (running) {
    return { node: 'running', words: `pre-label, ${Math.floor(running.done)} of ${running.total ?? '?'}` };
  }
  if (!info) return null;
  const { images, unlabelled } = info.counts;
  if (images === 0) return { node: 'empty', words: 'nothing yet' };
  const open = unlabelled.toLocaleString('en-GB');
  return unlabelled > 0 ? { node: 'stale', words: `${open} not labelled` } : { node: 'fresh', words: 'all labelled' };
}
