import { useEffect } from 'react';
import { create } from 'zustand';
import type { LiveStatus } from '../../../shared/contract/station.ts';
import { engine, useConnection } from '../../client/index.ts';

/** What the station said last; null until the engine was asked. Followed while anything shows it. */
const useStatus = create<{ readonly status: LiveStatus | null }>(() => ({ status: null }));
let following: { readonly client: unknown; readonly end: AbortController } | null = null;
let users = 0;

/** The live station, after every frame. One stream for all who ask. */
export function useLive(): LiveStatus | null {
  useFollowing();
  return useStatus((state) => state.status);
}

/** A part of it: who asks is drawn again only when that part changed. */
export function useLivePart<T>(part: (status: LiveStatus | null) => T): T {
  useFollowing();
  return useStatus((state) => part(state.status));
}

function useFollowing(): void {
  const client = useConnection((state) => state.client);
  useEffect(() => {
    users += 1;
    if (client && following?.client !== client) follow(client);
    return () => {
      users -= 1;
      if (users === 0) {
        following?.end.abort();
        following = null;
      }
    };
  }, [client]);
}

function follow(client: unknown): void {
  following?.end.abort();
  const end = new AbortController();
  following = { client, end };
  void (async () => {
    try {
      for await (const status of await engine().station.watch(undefined, { signal: end.signal }))
        useStatus.setState({ status });
    } catch {
      // The connection ended; the next one is followed anew.
    }
  })();
}
