import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { EngineState } from '../../../shared/contract/engine-process.ts';
import { enginePaths, pagePolicy } from '../../../shared/contract/page.ts';
import type { Workspace } from '../workspace/index.ts';
import { type Address, httpTokenOf, isFromHere, mayEnter } from './access.ts';
import { registerMedia } from './media.ts';
import type { Tickets } from './tickets.ts';
import { registerUploads } from './uploads.ts';
import { workUnderWay } from './work-under-way.ts';

export type HttpSide = {
  readonly workspace: Workspace;
  readonly tickets: Tickets;
  /** Known once the server listens. */
  readonly address: () => Address;
  /** Folder of the built page; null: no page is served (the shell serves its own). */
  readonly page: string | null;
  /** Called when somebody with the token asks the engine to end. */
  readonly onShutdown: () => void;
};

const queryToken = z.object({ token: z.string().optional() });

/** Page, session, pictures and uploads: everything that is not a call. */
export async function registerHttp(server: FastifyInstance, side: HttpSide): Promise<void> {
  server.addHook('onRequest', async (request, reply) => {
    const { host, origin, authorization } = request.headers;
    const address = side.address();
    if (!isFromHere({ host, origin }, address)) return reply.code(403).send();
    allowOwnPage(origin, address, (name, value) => reply.header(name, value));
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    // A preflight carries no token; it answers nothing but these headers.
    if (request.method === 'OPTIONS') return reply.code(204).send();
    // The route that will answer, not the address as it was written: `/%6dedia/` is `/media/` to the router.
    const route = request.routeOptions.url ?? '';
    const isOpen = ![enginePaths.media, enginePaths.upload, enginePaths.engine].some((path) => route.startsWith(path));
    const token = httpTokenOf(authorization, queryToken.safeParse(request.query).data?.token);
    if (!isOpen && !mayEnter({ host, origin, token }, address)) return reply.code(403).send();
  });
  server.options('/*', async (_request, reply) => reply.code(204).send());
  server.post(enginePaths.session, async (request, reply) => {
    const asked = z.object({ ticket: z.string() }).safeParse(request.body);
    if (!asked.success || !side.tickets.redeem(asked.data.ticket)) return reply.code(403).send();
    return { token: side.address().token };
  });
  server.get(enginePaths.engine, (): EngineState => ({ pid: process.pid, work: workUnderWay(side.workspace) }));
  server.post(enginePaths.end, async (_request, reply) => {
    side.onShutdown();
    return reply.code(202).send();
  });
  registerMedia(server, side.workspace);
  registerUploads(server, side.workspace);
  if (side.page !== null) {
    await server.register(fastifyStatic, {
      root: side.page,
      cacheControl: false,
      setHeaders: (response) => {
        response.header('content-security-policy', pagePolicy(`http://127.0.0.1:${side.address().port}`));
        response.header('cache-control', 'no-cache');
        response.header('cross-origin-opener-policy', 'same-origin');
      },
    });
  }
}

/** The shell's page has another origin than the engine: it, and no other, may read the answers. */
function allowOwnPage(
  origin: string | undefined,
  address: Address,
  setHeader: (name: string, value: string) => void,
): void {
  if (origin === undefined || !address.origins.includes(origin)) return;
  setHeader('access-control-allow-origin', origin);
  setHeader('access-control-allow-headers', 'authorization, content-type');
  setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
  setHeader('vary', 'origin');
}
