import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PipelineInput, StageName } from '../../../shared/contract/pipeline.ts';
import { canonicalJson } from '../../../shared/domain/dataset-hash.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { sha256 } from '../../platform/index.ts';
import { scanFolder } from '../folders/index.ts';
import { fileNameRuleText, type Workspace } from '../workspace/index.ts';
import { labelState } from './label-state.ts';
import { pipelineParams } from './params.ts';
import type { StageOutputs } from './stage-outputs.ts';

/**
 * What decides a stage's result, by name; equal values mean that it need not run again. A stage sees the outputs of those before it.
 * Null: a stage before it has no output yet.
 */
export type StageInputs = Readonly<Record<string, string>>;

export type StagePlan = {
  readonly name: StageName;
  /** What each input is called in a sentence that says why the stage is stale. */
  readonly words: Readonly<Record<string, string>>;
  inputs(workspace: Workspace, input: PipelineInput, outputs: Partial<StageOutputs>): Result<StageInputs | null>;
};

/** Changes when the program would make other scenes, files or figures from the same input: raise it then. */
const programVersion = '1';

/** Shifts of a rehearsal's scenes, four scenes each. */
export const rehearsalShiftCount = 6;

export function demoFolder(workspace: Workspace, { isRehearsal }: Pick<PipelineInput, 'isRehearsal'>): string {
  return join(workspace.folder, isRehearsal ? 'demo-rehearsal' : 'demo');
}

export function importFolderOf(workspace: Workspace, input: PipelineInput): string | null {
  if (input.demo) return demoFolder(workspace, input);
  if (input.folder !== null) return resolve(input.folder);
  const row = workspace.store
    .prepare<[], { folder: string }>('SELECT folder FROM import WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1')
    .get();
  return row?.folder ?? null;
}

const demo: StagePlan = {
  name: 'demo',
  words: { seed: 'the seed', program: 'the program', folder: 'the folder of the scenes' },
  inputs: (workspace, input) =>
    success({ seed: String(input.seed), program: programVersion, folder: demoFolder(workspace, input) }),
};

const importing: StagePlan = {
  name: 'import',
  words: { folder: 'the folder', files: 'files in the folder', program: 'the program' },
  inputs(workspace, input, outputs) {
    if (input.demo && !outputs.demo) return success(null);
    const folder = importFolderOf(workspace, input);
    if (folder === null || !existsSync(folder)) return success(null);
    return success({ folder, files: listingHash(folder), program: programVersion });
  },
};

const freeze: StagePlan = {
  name: 'freeze',
  words: {
    labels: 'pictures or labels',
    name: 'the name',
    seed: 'the seed',
    fileNames: 'the file-name rule',
    program: 'the program',
  },
  inputs(workspace, input, outputs) {
    if (input.withImport && !outputs.import) return success(null);
    return success({
      labels: labelState(workspace),
      name: input.name,
      seed: String(input.seed),
      fileNames: fileNameRuleText(workspace) ?? 'default',
      program: programVersion,
    });
  },
};

const train: StagePlan = {
  name: 'train',
  words: { dataset: 'the dataset', params: 'the parameters', program: 'the program' },
  inputs(_workspace, input, outputs) {
    if (!outputs.freeze) return success(null);
    const params = pipelineParams(input);
    if (!params.ok) return params;
    return success({
      dataset: outputs.freeze.hash,
      params: sha256(canonicalJson(params.value.params)),
      program: programVersion,
    });
  },
};

const register: StagePlan = {
  name: 'register',
  words: { run: 'the training', name: 'the name' },
  inputs: (_workspace, input, outputs) =>
    success(outputs.train ? { run: outputs.train.runId, name: input.name } : null),
};

const evaluate: StagePlan = {
  name: 'evaluate',
  words: { model: 'the model', dataset: 'the dataset', program: 'the program' },
  inputs: (_workspace, _input, outputs) =>
    success(
      outputs.register && outputs.freeze
        ? {
            model: `${outputs.register.sha256} ${outputs.register.threshold}`,
            dataset: outputs.freeze.hash,
            program: programVersion,
          }
        : null,
    ),
};

const exporting: StagePlan = {
  name: 'export',
  words: { model: 'the model' },
  inputs: (_workspace, _input, outputs) =>
    success(
      outputs.register
        ? { model: `${outputs.register.name}@${outputs.register.version} ${outputs.register.sha256}` }
        : null,
    ),
};

export function stagesOf(input: Pick<PipelineInput, 'demo' | 'withImport'>): readonly StagePlan[] {
  const rest = [freeze, train, register, evaluate, exporting];
  if (input.demo) return [demo, importing, ...rest];
  return input.withImport ? [importing, ...rest] : rest;
}

/** Names, sizes and times of a folder's files: enough to see a change without reading 0.5 GB. */
function listingHash(folder: string): string {
  const lines = scanFolder(folder).map(({ path, absolutePath }) => {
    const { size, mtimeMs } = statSync(absolutePath);
    return `${path} ${size} ${mtimeMs}`;
  });
  return sha256(lines.join('\n'));
}
