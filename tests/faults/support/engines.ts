import { createRouterClient } from '@orpc/server';
import { connect, type EngineClient } from '../../../electron/cli/client/connect.ts';
import { problemOf } from '../../../electron/cli/run.ts';
import { router } from '../../../electron/engine/server/router.ts';
import { closeWorkspace, openWorkspace, type Workspace } from '../../../electron/engine/workspace/index.ts';
import { VisionClient } from '../../../electron/vision/index.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { trialVariable } from './orphans.ts';

export type Environment = Readonly<Record<string, string>>;

/**
 * Works with an engine that is a program of its own, as the command line starts it. True: it died, or was gone before it could be
 * called; its problems are not those of the work.
 */
export async function withEngineApart(
  workspace: string,
  environment: Environment,
  work: (client: EngineClient) => Promise<void>,
): Promise<{ readonly died: boolean }> {
  let connection: Awaited<ReturnType<typeof connect>>;
  try {
    connection = await connect(workspace, {
      create: true,
      environment: { ...process.env, ...environment, [trialVariable]: workspace },
    });
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'process-crashed') return { died: true };
    throw error;
  }
  try {
    await work(connection.client);
  } catch (error) {
    if (problemOf(error) !== null) throw error;
    // The call may fail a moment before the connection is seen to be gone.
    for (let look = 0; look < 100 && !connection.isLost(); look++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    if (!connection.isLost()) throw error;
  } finally {
    await connection.close();
  }
  return { died: connection.isLost() };
}

/** Works with an engine inside this process; `environment` is that of the programs it starts, which can be killed without it. */
export async function withEngineHere<T>(
  folder: string,
  environment: Environment,
  work: (client: EngineClient, workspace: Workspace) => Promise<T>,
): Promise<T> {
  const opened = openWorkspace(folder, { create: true });
  if (!opened.ok) throw new ProblemError(opened.problem);
  const own = { hosts: 2, queueLength: 100_000, backOffMs: 1, environment: { ...process.env, ...environment } };
  const workspace = { ...opened.value, vision: new VisionClient(own) };
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    const client = createRouterClient(router, { context: { workspace, onShutdown: () => undefined } });
    return await work(client, workspace);
  } finally {
    for (const name of Object.keys(environment)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    await closeWorkspace(workspace);
  }
}
