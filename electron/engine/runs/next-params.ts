import { existsSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { paramsFileSchema } from '../../../shared/contract/runs.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { parseParams } from '../../../shared/formats/params.ts';
import { atomicWrite } from '../../platform/index.ts';
import { layout } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

type ParamsFile = z.infer<typeof paramsFileSchema>;

/** The workspace's own `params.yaml`: what the form shows and an editor may change just as well. */
export function nextParams({ folder }: Pick<Workspace, 'folder'>): ParamsFile {
  const path = layout.params(folder);
  return { text: existsSync(path) ? readFileSync(path, 'utf8') : null, path };
}

/** Writes it whole or not at all, and only while nothing is wrong with it: the last valid file stays in use. */
export function saveNextParams(workspace: Workspace, text: string): Result<ParamsFile> {
  const checked = parseParams(text, 'params.yaml');
  if (!checked.ok) return checked;
  const known = nextParams(workspace);
  if (known.text !== text) {
    atomicWrite(known.path, text);
    workspace.changes.touch();
  }
  return success({ ...known, text });
}
