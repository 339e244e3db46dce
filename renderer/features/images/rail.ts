import type { RailState } from '../../app/screen.ts';
import { stateOfWork } from '../../app/step-work.ts';
import { useConnection, useEngine } from '../../client/index.ts';

/** How many images there are, how far an import or the drawing of demo scenes is, or that the last failed. */
export function useImagesRail(): RailState | null {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const jobs = useConnection((state) => state.jobs);
  const work = stateOfWork(jobs, {
    import: { failed: 'the last import failed' },
    demo: { runs: 'demo scenes', failed: 'making demo scenes failed' },
  });
  if (work) return work;
  if (!info) return null;
  const { images } = info.counts;
  return images === 0
    ? { node: 'empty', words: 'nothing yet' }
    : { node: 'fresh', words: images.toLocaleString('en-GB') };
}
