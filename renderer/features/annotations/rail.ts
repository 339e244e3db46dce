import type { RailState } from '../../app/screen.ts';
import { stateOfWork } from '../../app/step-work.ts';
import { useConnection, useEngine } from '../../client/index.ts';
import { useLabel } from './session/state.ts';
import { unsavedWords } from './words.ts';

/**
 * What is not stored, before anything else; how far a model's proposals or foreign labels are, or that the last failed; how many images
 * nobody has said anything of.
 */
export function useLabelRail(): RailState | null {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const jobs = useConnection((state) => state.jobs);
  const saveState = useLabel((state) => state.saveState);
  if (saveState.kind === 'unsaved') return { node: 'failed', words: unsavedWords(saveState.images) };
  const work = stateOfWork(jobs, {
    'pre-label': { runs: 'pre-label', failed: 'the last pre-label failed' },
    'label-import': { runs: 'labels', failed: 'the last import of labels failed' },
  });
  if (work) return work;
  if (!info) return null;
  const { images, unlabelled } = info.counts;
  if (images === 0) return { node: 'empty', words: 'nothing yet' };
  const open = unlabelled.toLocaleString('en-GB');
  return unlabelled > 0 ? { node: 'stale', words: `${open} not labelled` } : { node: 'fresh', words: 'all labelled' };
}
