import type { RailState } from '../../app/screen.ts';
import { useConnection, useEngine } from '../../client/index.ts';

/** How many images there are, or how far an import is. */
export function useImagesRail(): RailState | null {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const running = useConnection(({ jobs }) => jobs.find((job) => job.kind === 'import' && job.state === 'running'));
  if (running) {
    const { done, total } = running;
    return {
      node: 'running',
      words: total ? `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}` : running.activity,
    };
  }
  if (!info) return null;
  const { images } = info.counts;
  return images === 0
    ? { node: 'empty', words: 'nothing yet' }
    : { node: 'fresh', words: images.toLocaleString('en-GB') };
}
