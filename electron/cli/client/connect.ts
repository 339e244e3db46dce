import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { engineLineSchema } from '../../../shared/contract/engine-process.ts';
import type { contract } from '../../../shared/contract/index.ts';
import { type Problem, ProblemError } from '../../../shared/domain/problem.ts';
import { engineProgram, readEngineFile } from '../../engine/index.ts';

export type EngineClient = ContractRouterClient<typeof contract>;

/** A connection to the engine of a workspace. */
export type Connection = {
  readonly client: EngineClient;
  /** The engine was started for this command; closing the connection ends it. */
  readonly ownEngine: boolean;
  /** The engine went away while this side still needed it: calls that were open have failed because of that. */
  isLost(): boolean;
  close(): Promise<void>;
};

export type ConnectOptions = {
  readonly create?: boolean;
  /** Environment of an engine that has to be started; this process's own when left out. */
  readonly environment?: NodeJS.ProcessEnv;
};

export const engineLost: Problem = {
  code: 'process-crashed',
  sentence:
    'The engine ended while the work was under way. What was finished is kept. Run the same command again: it goes on from there.',
};

/** An engine that is just starting, or just ending, holds the workspace without being callable for this long at most. */
const betweenEnginesMs = 15_000;

/**
 * Attaches to the engine that runs for this workspace, or starts one for as long as the command needs it. Of two commands that start
 * at the same moment the second waits until the first one's engine can be called.
 */
export async function connect(workspace: string, options: ConnectOptions = {}): Promise<Connection> {
  const deadline = Date.now() + betweenEnginesMs;
  for (;;) {
    const running = readEngineFile(workspace);
    const socket = running ? await openSocket(running.url, running.token) : null;
    if (socket) return connectionOver(socket, false, async () => undefined);
    try {
      return await startEngine(workspace, options);
    } catch (error) {
      const isLocked = error instanceof ProblemError && error.problem.code === 'workspace-locked';
      if (!isLocked || Date.now() > deadline) throw error;
      await delay(200);
    }
  }
}

async function startEngine(workspace: string, { create = false, environment }: ConnectOptions): Promise<Connection> {
  const words = [engineProgram, '--workspace', workspace, '--with-parent', ...(create ? ['--create'] : [])];
  const engine = spawn(process.execPath, words, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: environment ?? process.env,
  });
  // It may be gone before it is told to end.
  engine.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => engine.once('exit', () => resolve()));
  const lines = createInterface({ input: engine.stdout });
  const first = await new Promise<string | null>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(null));
  });
  if (first === null) {
    throw new ProblemError({
      code: 'process-crashed',
      sentence:
        'The engine ended before it was ready; what it said stands above. The workspace is as it was. Try again.',
    });
  }
  const answer = engineLineSchema.parse(JSON.parse(first));
  if ('problem' in answer) throw new ProblemError(answer.problem);
  const socket = await openSocket(answer.url, answer.token);
  if (!socket) throw new Error('the engine said it was ready and refused the connection');
  // Another command may have come to use this engine meanwhile; then it stays for that one, and this command need not wait.
  const stays = new Promise<void>((resolve) => lines.once('line', () => resolve()));
  return connectionOver(socket, true, async () => {
    engine.stdin.end();
    await Promise.race([ended, stays]);
    engine.stdout.destroy();
    engine.unref();
  });
}

function connectionOver(socket: WebSocket, ownEngine: boolean, afterClose: () => Promise<void>): Connection {
  let isClosing = false;
  let isLost = false;
  socket.once('close', () => {
    isLost = !isClosing;
  });
  return {
    client: clientOver(socket),
    ownEngine,
    isLost: () => isLost,
    close: async () => {
      isClosing = true;
      socket.close();
      await afterClose();
    },
  };
}

function openSocket(url: string, token: string): Promise<WebSocket | null> {
  const socket = new WebSocket(url, ['plugsight', `token.${token}`], { maxPayload: 256 * 1024 * 1024 });
  return new Promise((resolve) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

function clientOver(socket: WebSocket): EngineClient {
  // `ws` implements the browser's interface; its types differ in details that are not used here.
  const websocket = socket as unknown as ConstructorParameters<typeof RPCLink>[0]['websocket'];
  return createORPCClient(new RPCLink({ websocket }));
}
