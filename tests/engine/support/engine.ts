import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { type Connection, connect, type EngineClient } from '../../../electron/cli/client/connect.ts';
import type { ImageSummary } from '../../../shared/contract/images.ts';
import { type ImportInput, type ImportReport, importReportSchema } from '../../../shared/contract/sources.ts';
import type { AnnotationContent } from '../../../shared/domain/annotation.ts';
import { type Problem, ProblemError } from '../../../shared/domain/problem.ts';

/** A real engine, as a program of its own, on a workspace in a folder of its own. */
export type TestEngine = {
  readonly folder: string;
  readonly workspace: string;
  readonly client: EngineClient;
  /** Writes files into a folder beside the workspace and answers the folder. */
  write(name: string, files: Readonly<Record<string, string | Uint8Array>>): string;
  end(): Promise<void>;
};

export async function startTestEngine(): Promise<TestEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'plugsight-engine-'));
  const workspace = join(folder, 'workspace');
  const connection: Connection = await connect(workspace, { create: true });
  return {
    folder,
    workspace,
    client: connection.client,
    write(name, files) {
      for (const [path, content] of Object.entries(files)) {
        const target = join(folder, name, path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, content);
      }
      return join(folder, name);
    },
    async end() {
      await connection.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The result of a job; throws its problem. */
export async function finished<S extends z.ZodType>(
  client: EngineClient,
  started: { jobId: string },
  schema: S,
): Promise<z.output<S>> {
  for await (const snapshot of await client.jobs.watch(started)) {
    if (snapshot.state === 'done') return schema.parse(snapshot.result);
    if (snapshot.state !== 'running')
      throw new ProblemError(snapshot.problem ?? { code: 'cancelled', sentence: 'stopped' });
  }
  throw new Error('the job had no end');
}

/** The problem a job ends with; throws when it ends well. */
export async function refusal(client: EngineClient, started: Promise<{ jobId: string }>): Promise<Problem> {
  for await (const snapshot of await client.jobs.watch(await started)) {
    if (snapshot.state === 'running') continue;
    if (snapshot.problem) return snapshot.problem;
  }
  throw new Error('the job was not refused');
}

export async function importFrom(
  { client }: TestEngine,
  folder: string,
  options: Partial<ImportInput> = {},
): Promise<ImportReport> {
  return finished(client, await client.sources.import({ folder, author: 'test', ...options }), importReportSchema);
}

export async function imagesByPath({ client }: TestEngine): Promise<Map<string, ImageSummary>> {
  const { images } = await client.images.list({ limit: 1000 });
  return new Map(images.map((image) => [image.path, image]));
}

/** `unlabelled`, `no-object`, or the boxes as `class x y x y` rounded to a tenth of a pixel. */
export function shown(content: AnnotationContent, classes: readonly string[]): string {
  if (content.state !== 'boxes') return content.state;
  return content.boxes
    .map(
      ({ classIndex, box }) =>
        `${classes[classIndex]} ${[box.xMin, box.yMin, box.xMax, box.yMax].map((px) => Number(px.toFixed(1))).join(' ')}`,
    )
    .join(', ');
}

export async function labelsByPath(engine: TestEngine): Promise<Record<string, string>> {
  const { classes } = await engine.client.workspace.info();
  return Object.fromEntries(
    [...(await imagesByPath(engine))].map(([path, image]) => [path, shown(image.annotation, classes)]),
  );
}
