import { join } from 'node:path';
import { runPipeline } from '../../../electron/engine/pipeline/index.ts';
import { layout, type Store } from '../../../electron/engine/store/index.ts';
import { closeWorkspace, openWorkspace, type Workspace } from '../../../electron/engine/workspace/index.ts';
import { pipelineInputSchema } from '../../../shared/contract/pipeline.ts';
import { addEvaluation } from './add-evaluation.ts';
import { boxesInRows, growWorkspace, idOf, type Template } from './grow.ts';

export type BenchWorkspace = {
  readonly path: string;
  /** An image with 200 boxes. */
  readonly crowdedImageId: string;
  /** Of a model on 5,000 images (fewer where there are fewer); null: there are none. */
  readonly evaluationId: number;
};

const crowd = 200;

/**
 * A workspace with `count` images below `folder`: 24 drawn scenes of 2448x2050 with a dataset, a run and a model (a rehearsal), and rows made up
 * around them.
 */
export async function makeWorkspace(folder: string, count: number, evaluated: number): Promise<BenchWorkspace> {
  const path = join(folder, 'workspace');
  const opened = openWorkspace(path, { create: true });
  if (!opened.ok) throw new Error(opened.problem.sentence);
  const workspace = opened.value;
  try {
    const control = { report: () => undefined, signal: new AbortController().signal };
    const input = pipelineInputSchema.parse({ demo: true, isRehearsal: true, author: 'bench' });
    const report = await runPipeline(workspace, input, control);
    if (!report.ok) throw new Error(report.problem.sentence);
    growWorkspace(path, workspace.store, count, await templatesOf(workspace));
    const crowdedImageId = crowdOne(workspace.store);
    return { path, crowdedImageId, evaluationId: addEvaluation(workspace, evaluated) };
  } finally {
    await closeWorkspace(workspace);
  }
}

async function templatesOf({ store, vision, folder }: Workspace): Promise<Template[]> {
  const rows = store
    .prepare(
      'SELECT id, stored_path AS storedPath, preparation, prepared.path FROM image JOIN prepared ON image_id = id',
    )
    .all() as { id: string; storedPath: string; preparation: string; path: string }[];
  const byImage = new Map(rows.map((row) => [row.id, row]));
  const templates: Template[] = [];
  for (const { id, storedPath, preparation, path } of byImage.values()) {
    const thumbnail = join(layout.thumbnails(folder), id.slice(0, 2), `${id}.jpg`);
    const made = await vision.call('thumbnail', { path: storedPath, longestSidePx: 306, outPath: thumbnail });
    if (!made.ok) throw new Error(made.problem.sentence);
    templates.push({ imageId: id, storedPath, preparation, preparedPath: path, thumbnail });
  }
  return templates;
}

/** Gives one image 200 boxes. */
function crowdOne(store: Store): string {
  const id = idOf(100);
  store
    .prepare(
      "INSERT INTO annotation_revision (image_id, revision, content, author, created_at, origin) VALUES (?, (SELECT label_revision + 1 FROM image WHERE id = ?), ?, 'bench', ?, 'bench')",
    )
    .run(id, id, JSON.stringify({ state: 'boxes', boxes: boxesInRows(crowd) }), new Date().toISOString());
  return id;
}
