import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { create } from 'zustand';
import type { contract } from '../../shared/contract/index.ts';
import type { ChangesSnapshot } from '../../shared/contract/workspace.ts';
import { engineAddress, NoEngine } from './session.ts';
import type { EngineAddress } from './shell.ts';

export type EngineClient = ContractRouterClient<typeof contract>;

export type ConnectionState = {
  /** `down`: it was there and is gone; what was shown last stays readable. */
  readonly phase: 'connecting' | 'ready' | 'down';
  readonly address: EngineAddress | null;
  readonly client: EngineClient | null;
  /** Of the engine's changes; a new engine begins again at 0. */
  readonly revision: number;
  readonly jobs: ChangesSnapshot['jobs'];
  /** Why the engine cannot be reached, for people. */
  readonly trouble: string | null;
};

export const useConnection = create<ConnectionState>(() => ({
  phase: 'connecting',
  address: null,
  client: null,
  revision: 0,
  jobs: [],
  trouble: null,
}));

const retryMs = [200, 500, 1000, 2000, 5000];

/**
 * Keeps one connection to the engine for as long as the page lives, with growing pauses between tries. `onChange` is called when
 * something of the workspace changed, and once after every connect.
 */
export async function keepConnected(onChange: () => void, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      const address = await engineAddress();
      const socket = await open(address);
      failures = 0;
      const client: EngineClient = createORPCClient(new RPCLink({ websocket: socket }));
      const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
      signal.addEventListener('abort', () => socket.close(), { once: true });
      useConnection.setState({ phase: 'ready', address, client, trouble: null });
      await Promise.race([closed, followChanges(client, onChange)]);
      socket.close();
    } catch (error) {
      // A broken connection says no more than the phase does; the shell says why there is no engine.
      const isTelling = error instanceof NoEngine || useConnection.getState().phase === 'connecting';
      useConnection.setState({ trouble: isTelling ? (error instanceof Error ? error.message : String(error)) : null });
    }
    if (signal.aborted) return;
    useConnection.setState(({ phase }) => ({ phase: phase === 'connecting' ? 'connecting' : 'down', client: null }));
    await new Promise((resolve) => setTimeout(resolve, retryMs[Math.min(failures, retryMs.length - 1)]));
    failures += 1;
  }
}

function open(address: EngineAddress): Promise<WebSocket> {
  const socket = new WebSocket(address.url, ['plugsight', `token.${address.token}`]);
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socket), { once: true });
    socket.addEventListener('error', () => reject(new Error('The engine does not answer yet.')), { once: true });
  });
}

async function followChanges(client: EngineClient, onChange: () => void): Promise<void> {
  let seen = -1;
  for await (const { revision, jobs } of await client.workspace.changes()) {
    useConnection.setState({ revision, jobs });
    if (revision !== seen) onChange();
    seen = revision;
  }
}

/** The client, or an error that says the engine is away; for event handlers and queries. */
export function engine(): EngineClient {
  const { client } = useConnection.getState();
  if (!client) throw new Error('The engine is being started again. Nothing was sent. Try again in a moment.');
  return client;
}

/** Address of a picture: `path` begins with `/media/`. Good for <img> and fetch; null while the engine is away. */
export function mediaUrl(path: string): string | null {
  const { address } = useConnection.getState();
  return address ? `${address.http}${path}${path.includes('?') ? '&' : '?'}token=${address.token}` : null;
}
