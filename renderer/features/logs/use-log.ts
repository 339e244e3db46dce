import { useEffect } from 'react';
import { queryClient, useEngine } from '../../client/index.ts';
import { filterOf, useLogs } from './state.ts';

/** A log is no change of the workspace: while it is followed, it is asked for at this pace. */
const followMs = 2000;

export function useLog() {
  const state = useLogs();
  const filter = filterOf(state, Date.now());
  const { limit, isFollowing } = state;
  useEffect(() => {
    if (!isFollowing) return;
    const timer = setInterval(() => void queryClient.invalidateQueries({ queryKey: ['logs.read'] }), followMs);
    return () => clearInterval(timer);
  }, [isFollowing]);
  return useEngine(['logs.read', filter, limit], (client) => client.logs.read({ ...filter, limit }));
}
