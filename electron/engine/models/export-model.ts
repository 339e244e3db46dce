import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ModelExportReport } from '../../../shared/contract/models.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { cardBytes, modelFileName, writeModelFile } from '../../../shared/formats/model-file/index.ts';
import { atomicWrite, sha256 } from '../../platform/index.ts';
import { modelStateDict } from '../../trainer/index.ts';
import { layout } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { getModel, notAHelper, type RegisteredModel } from './model-rows.ts';

/** Writes a model as one file, or its weights as a PyTorch state dict. Without a path: into the workspace's `exports`. */
export async function exportModel(
  workspace: Workspace,
  input: { readonly model: string; readonly path: string | null; readonly pytorch: boolean },
): Promise<Result<ModelExportReport>> {
  const model = getModel(workspace, input.model);
  if (!model.ok) return model;
  const allowed = notAHelper(model.value, 'exported');
  if (!allowed.ok) return allowed;
  const { name, version } = model.value;
  const bytes = input.pytorch ? stateDict(model.value) : modelFile(model.value);
  if (!bytes.ok) return bytes;
  const path =
    input.path ??
    join(layout.exports(workspace.folder), input.pytorch ? `${name}-v${version}.pt` : modelFileName(name, version));
  atomicWrite(path, bytes.value, { stage: 'model.export' });
  return success({ path, bytes: bytes.value.length, sha256: sha256(bytes.value) });
}

function modelFile(model: RegisteredModel): Result<Uint8Array> {
  const parts = model.card.parts.map(({ path }) => [path, readFileSync(join(model.folder, path))] as const);
  return writeModelFile(new Map<string, Uint8Array>([...parts, ['card.json', cardBytes(model.card)]]), sha256);
}

const sizeParams = z.object({ train: z.object({ width: z.number(), depth: z.number() }) });

function stateDict(model: RegisteredModel): Result<Uint8Array> {
  const { card, name, version } = model;
  const weights = card.parts.find(({ path }) => path === 'weights.safetensors');
  const params = sizeParams.safeParse(card.params);
  if (!weights || !params.success) {
    return failure(
      'weights-missing',
      `The model ${name} v${version} was imported as ONNX and has no weights to write. Nothing was written. Export it as a model file instead.`,
    );
  }
  const config = { ...params.data.train, classCount: card.classes.length, inputChannels: card.network.inputChannels };
  return modelStateDict(readFileSync(join(model.folder, weights.path)), config, weights.path);
}
