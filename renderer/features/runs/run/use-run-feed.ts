import { useEffect, useState } from 'react';
import type { RunSummary } from '../../../../shared/contract/runs.ts';
import {
  type MachineSample,
  noProgress,
  type RunProgress,
  withEvents,
  withSamples,
} from '../../../../shared/domain/run-progress.ts';
import { useConnection } from '../../../client/index.ts';

export type RunView = {
  readonly run: RunSummary;
  readonly progress: RunProgress;
  readonly machine: readonly MachineSample[];
};

/**
 * A run as it is and as it becomes: its history at once, then every event. Asked for again when the connection to the engine is a new one; what
 * was shown stays until then. Null until the history is here.
 */
export function useRunFeed(runId: string | null): RunView | null {
  const client = useConnection((state) => state.client);
  const [view, setView] = useState<RunView | null>(null);
  useEffect(() => {
    if (runId === null || client === null) return;
    const end = new AbortController();
    const follow = async () => {
      for await (const feed of await client.runs.watch({ runId }, { signal: end.signal })) {
        setView((before) => {
          const known = feed.isWhole || before?.run.id !== runId ? null : before;
          return {
            run: feed.run,
            progress: withEvents(known?.progress ?? noProgress, feed.events),
            machine: withSamples(known?.machine ?? [], feed.machine),
          };
        });
      }
    };
    // A connection that broke is made again by the client, and then this effect runs again.
    follow().catch(() => undefined);
    return () => end.abort();
  }, [runId, client]);
  return view?.run.id === runId ? view : null;
}
