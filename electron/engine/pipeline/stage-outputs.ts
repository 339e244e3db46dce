import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { StageName } from '../../../shared/contract/pipeline.ts';
import { parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

/** What each stage leaves behind: references to what the features stored, no copies. */
export const stageOutputSchemas = {
  demo: z.object({ folder: z.string(), scenes: z.int() }),
  import: z.object({ folder: z.string(), images: z.int(), refused: z.int() }),
  freeze: z.object({ name: z.string(), version: z.int(), hash: z.string() }),
  train: z.object({ runId: z.string() }),
  register: z.object({ name: z.string(), version: z.int(), sha256: z.string(), threshold: z.number() }),
  evaluate: z.object({ evaluationId: z.int(), templateShare: z.number().nullable() }),
  export: z.object({ path: z.string(), sha256: z.string() }),
} satisfies Record<StageName, z.ZodType>;

export type StageOutputs = { readonly [Name in StageName]: z.output<(typeof stageOutputSchemas)[Name]> };

export type StoredStage = {
  readonly inputs: Readonly<Record<string, string>>;
  readonly output: unknown;
  readonly finishedAt: string;
};

const stageRow = z.object({ inputs: z.string(), output: z.string(), finished_at: z.string() });

/** Stages are kept by the pipeline's name, so that two pipelines of a workspace do not see each other's. */
export function storedStage({ store }: Workspace, pipeline: string, name: StageName): StoredStage | null {
  const [row] = rows(store, stageRow, 'SELECT inputs, output, finished_at FROM pipeline_stage WHERE name = @name', {
    name: `${pipeline}/${name}`,
  });
  if (!row) return null;
  return {
    inputs: parseJson(z.record(z.string(), z.string()), row.inputs),
    output: JSON.parse(row.output),
    finishedAt: row.finished_at,
  };
}

export function storeStage(
  { store }: Workspace,
  pipeline: string,
  name: StageName,
  inputs: Readonly<Record<string, string>>,
  output: unknown,
): void {
  store
    .prepare(
      `INSERT INTO pipeline_stage (name, inputs, output, finished_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET inputs = excluded.inputs, output = excluded.output, finished_at = excluded.finished_at`,
    )
    .run(`${pipeline}/${name}`, JSON.stringify(inputs), JSON.stringify(output), new Date().toISOString());
}

/** Files a stage left that a person may have deleted since. */
export function isStillThere(name: StageName, output: unknown): boolean {
  if (name === 'demo') return existsSync(stageOutputSchemas.demo.parse(output).folder);
  if (name === 'export') return existsSync(stageOutputSchemas.export.parse(output).path);
  return true;
}
