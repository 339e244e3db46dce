import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/ws';
import fastify from 'fastify';
import { WebSocketServer } from 'ws';
import type { Workspace } from '../workspace/index.ts';
import { mayEnter, protocolName, tokenOf } from './access.ts';
import { router } from './router.ts';

export type EngineServer = {
  readonly url: string;
  readonly token: string;
  /** How many clients are connected now. */
  clientCount(): number;
  /** Resolves as soon as no client is connected. */
  emptied(): Promise<void>;
  close(): Promise<void>;
};

/**
 * The engine's loopback server: calls and event streams over one WebSocket, on a free port of 127.0.0.1, behind a token made for this
 * start and a check of Host and Origin. `onShutdown` is called when a client asks the engine to end.
 */
export async function serveEngine(workspace: Workspace, onShutdown: () => void): Promise<EngineServer> {
  const token = randomBytes(32).toString('base64url');
  const server = fastify({ logger: false });
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: () => protocolName,
    maxPayload: 64 * 1024 * 1024,
  });
  const handler = new RPCHandler(router);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const port = (server.server.address() as AddressInfo).port;

  server.server.on('upgrade', (request, socket, head) => {
    const knock = {
      host: request.headers.host,
      origin: request.headers.origin,
      token: tokenOf(request.headers['sec-websocket-protocol']),
    };
    if (request.url !== '/rpc' || !mayEnter(knock, { port, token })) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      void handler.upgrade(client, { context: { workspace, onShutdown } });
    });
  });

  return {
    url: `ws://127.0.0.1:${port}/rpc`,
    token,
    clientCount: () => sockets.clients.size,
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
