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

/** The pictures of a folder with their labels in the workspace, by M. Keller, and frozen as plug v1. */
export function importAndFreeze(workspace: string, folder: string): Promise<void> {
  return withClient(workspace, async (client) => {
    await client.workspace.changeSettings({ author: 'M. Keller' });
    const importing = await client.sources.import({ folder, author: 'story' });
    for await (const _ of await client.jobs.watch(importing));
    const freezing = await client.datasets.freeze({ name: 'plug' });
    for await (const _ of await client.jobs.watch(freezing));
  });
}

/**
 * Trainings that are started from the first screens take three epochs of a tiny network: they show the path, not the figures. Returns when
 * the page knows it.
 */
export async function rehearse({ page, workspace }: Pick<App, 'page' | 'workspace'>): Promise<void> {
  await withClient(workspace, (client) => client.workspace.changeSettings({ rehearsal: true }));
  await page.getByText('This workspace rehearses').waitFor();
}
