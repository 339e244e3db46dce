import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type EngineClient } from '../../../electron/cli/client/connect.ts';
import type { App } from './app.ts';

/** Asks the engine of an open workspace beside the page: to prepare what a story begins with, and to see what became of it. */
export async function withClient<T>(workspace: string, ask: (client: EngineClient) => Promise<T>): Promise<T> {
  for (let tries = 0; !existsSync(join(workspace, 'engine.json')) && tries < 300; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { client, close } = await connect(workspace);
  try {
    return await ask(client);
  } finally {
    await close();
  }
}

/**
 * Trainings that are started from the first screens take three epochs of a tiny network: they show the path, not the figures. Returns when
 * the page knows it.
 */
export async function rehearse({ page, workspace }: Pick<App, 'page' | 'workspace'>): Promise<void> {
  await withClient(workspace, (client) => client.workspace.changeSettings({ rehearsal: true }));
  await page.getByText('This workspace rehearses').waitFor();
}
