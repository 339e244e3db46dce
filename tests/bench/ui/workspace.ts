import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { importFolder } from '../../../electron/engine/sources/index.ts';
import { layout } from '../../../electron/engine/store/index.ts';
import { closeWorkspace, openWorkspace } from '../../../electron/engine/workspace/index.ts';
import { writeScenes } from '../ingest/scenes.ts';
import { growWorkspace, type Template } from './grow.ts';

/** Pictures that are really there, 2448x2050, shared by all rows. */
const pictureCount = 12;

/** A workspace with `count` images under `folder`; answers its path. */
export async function makeWorkspace(folder: string, count: number): Promise<string> {
  const raw = join(folder, 'frames');
  await mkdir(raw, { recursive: true });
  const { png } = await writeScenes(raw, pictureCount);
  const path = join(folder, 'workspace');
  const opened = openWorkspace(path, { create: true });
  if (!opened.ok) throw new Error(opened.problem.sentence);
  const workspace = opened.value;
  try {
    const control = { report: () => undefined, signal: new AbortController().signal };
    const only = join(folder, 'png');
    await mkdir(only);
    for (const [at, from] of png.entries()) await rename(from, join(only, `bench_${at}.png`));
    const report = await importFolder(
      workspace,
      {
        folder: only,
        storage: 'reference',
        source: 'pm2-hmi',
        preparation: null,
        classes: ['plug'],
        labels: null,
        author: 'bench',
      },
      control,
    );
    if (!report.ok) throw new Error(report.problem.sentence);
    workspace.store.prepare("INSERT OR IGNORE INTO class (position, name) VALUES (0, 'plug')").run();
    const rows = workspace.store
      .prepare('SELECT id, stored_path, preparation, prepared.path FROM image JOIN prepared ON image_id = id')
      .all() as { id: string; stored_path: string; preparation: string; path: string }[];
    const templates: Template[] = [];
    for (const row of rows) {
      const thumbnail = join(layout.thumbnails(path), row.id.slice(0, 2), `${row.id}.jpg`);
      const made = await workspace.vision.call('thumbnail', {
        path: row.stored_path,
        longestSidePx: 306,
        outPath: thumbnail,
      });
      if (!made.ok) throw new Error(made.problem.sentence);
      templates.push({
        imageId: row.id,
        storedPath: row.stored_path,
        preparation: row.preparation,
        preparedPath: row.path,
        thumbnail,
      });
    }
    growWorkspace(path, workspace.store, count, templates);
  } finally {
    await closeWorkspace(workspace);
  }
  return path;
}
