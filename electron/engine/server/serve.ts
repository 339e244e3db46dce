import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/ws';
import fastify from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Workspace } from '../workspace/index.ts';
import { type Address, mayEnter, protocolName, tokenOf } from './access.ts';
import { registerHttp } from './http.ts';
import { router } from './router.ts';
import { Tickets } from './tickets.ts';

export type EngineServer = {
  readonly url: string;
  readonly token: string;
  /** The page's address for a browser, with a ticket that is good once; null when no page is served. */
  pageAddress(): string | null;
  /** How many clients are connected now. */
  clientCount(): number;
  /** Ends the connections of the pages of this origin that are open now. */
  dismiss(origin: string): void;
  /** Resolves as soon as no client is connected. */
  emptied(): Promise<void>;
  close(): Promise<void>;
};

export type ServeOptions = {
  /** Folder of the built page to serve to a browser; null: none. */
  readonly page?: string | null;
  /** Origins besides the loopback address that may call: the shell's page. */
  readonly origins?: readonly string[];
  /** The address of an engine that ended and is started again, so that its page finds the new one; left out: a free port, a new token. */
  readonly port?: number;
  readonly token?: string;
};

/**
 * The engine's loopback server: calls and event streams over one WebSocket, pictures over HTTP, on a free port of 127.0.0.1, behind a
 * token made for this start and a check of Host and Origin. `onShutdown` is called when a client asks the engine to end.
 */
export async function serveEngine(
  workspace: Workspace,
  onShutdown: () => void,
  options: ServeOptions = {},
): Promise<EngineServer> {
  const token = options.token ?? randomBytes(32).toString('base64url');
  const tickets = new Tickets();
  let address: Address = { port: 0, token, origins: options.origins ?? [] };
  const server = fastify({ logger: false });
  const page = options.page ?? null;
  await registerHttp(server, { workspace, tickets, address: () => address, page, onShutdown });
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: () => protocolName,
    maxPayload: 64 * 1024 * 1024,
  });
  const handler = new RPCHandler(router);
  const originOf = new WeakMap<WebSocket, string>();
  await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  address = { ...address, port: (server.server.address() as AddressInfo).port };

  server.server.on('upgrade', (request, socket, head) => {
    const knock = {
      host: request.headers.host,
      origin: request.headers.origin,
      token: tokenOf(request.headers['sec-websocket-protocol']),
    };
    if (request.url !== '/rpc' || !mayEnter(knock, address)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      originOf.set(client, knock.origin ?? '');
      void handler.upgrade(client, { context: { workspace, onShutdown } });
    });
  });

  return {
    url: `ws://127.0.0.1:${address.port}/rpc`,
    token,
    pageAddress: () => (page === null ? null : `http://127.0.0.1:${address.port}/?ticket=${tickets.issue()}`),
    clientCount: () => sockets.clients.size,
    dismiss(origin) {
      for (const client of sockets.clients) if (originOf.get(client) === origin) client.terminate();
    },
    async emptied() {
      while (sockets.clients.size > 0) {
        const [client] = sockets.clients;
        await new Promise((resolve) => client.once('close', resolve));
      }
    },
    async close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      await server.close();
    },
  };
}
