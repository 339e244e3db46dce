import type { RailState } from '../../app/screen.ts';
import { useConnection, useEngine } from '../../client/index.ts';
import { useLabel } from './session/state.ts';
import { unsavedWords } from './words.ts';

/** What is not stored, before anything else; how far a model's proposals are, or how many images nobody has said anything of. */
export function useLabelRail(): RailState | null {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const running = useConnection(({ jobs }) => jobs.find((job) => job.kind === 'pre-label' && job.state === 'running'));
  const saveState = useLabel((state) => state.saveState);
  if (saveState.kind === 'unsaved') return { node: 'failed', words: unsavedWords(saveState.images) };
  if (running) {
    return { node: 'running', words: `pre-label, ${Math.floor(running.done)} of ${running.total ?? '?'}` };
  }
  if (!info) return null;
  const { images, unlabelled } = info.counts;
  if (images === 0) return { node: 'empty', words: 'nothing yet' };
  const open = unlabelled.toLocaleString('en-GB');
  return unlabelled > 0 ? { node: 'stale', words: `${open} not labelled` } : { node: 'fresh', words: 'all labelled' };
}
