import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EngineFile,
  type EngineState,
  engineFileName,
  engineFileSchema,
  engineStateSchema,
  httpOrigin,
} from '../../shared/contract/engine-process.ts';
import { enginePaths } from '../../shared/contract/page.ts';

/** An engine on the same machine that does not answer within this time is none. */
const answerMs = 2000;

type Callable = Pick<EngineFile, 'url' | 'token'>;

/** The engine that runs for this workspace, whoever started it. A file that was left behind, even with the number of a living process, is none: it has to answer. */
export async function runningEngine(workspace: string): Promise<EngineFile | null> {
  const path = join(workspace, engineFileName);
  if (!existsSync(path)) return null;
  try {
    const file = engineFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return (await stateOf(file))?.pid === file.pid ? file : null;
  } catch {
    return null;
  }
}

/** What an engine says of itself; null when it does not answer. */
export async function stateOf(engine: Callable): Promise<EngineState | null> {
  try {
    const answer = await call(engine, 'GET', enginePaths.engine);
    return answer.ok ? engineStateSchema.parse(await answer.json()) : null;
  } catch {
    return null;
  }
}

/** Asks an engine to stop its work and end; it ends some time after the answer. */
export async function askToEnd(engine: Callable): Promise<boolean> {
  try {
    return (await call(engine, 'POST', enginePaths.end)).ok;
  } catch {
    return false;
  }
}

function call({ url, token }: Callable, method: 'GET' | 'POST', path: string): Promise<Response> {
  return fetch(`${httpOrigin(url)}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(answerMs),
  });
}
