import { basename } from 'node:path';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import { type ModelCard, modelNameSchema, noEvidence } from '../../../shared/domain/model-card.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { chooseThreshold, givenThreshold } from '../../../shared/evaluation/choose-threshold.ts';
import { readModelFile } from '../../../shared/formats/model-file/index.ts';
import { sha256 } from '../../platform/index.ts';
import { preparationSentence } from '../sources/index.ts';
import { removeUpload } from '../uploads/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { getModel, listModels, nextModelVersion } from './model-rows.ts';
import { readModelSource } from './model-source.ts';
import { partsOf, storeModel } from './store-model.ts';

export type ImportModelInput = {
  readonly path: string;
  readonly name: string | null;
  readonly preparation: Preparation | null;
  readonly classes: readonly string[] | null;
};
type Imported = Result<{ readonly model: ModelSummary; readonly notes: readonly string[] }>;

/** Takes an exported model file of another workspace, every part checked, or an ONNX detector of a YOLOv8/11 trainer. */
export async function importModel(
  workspace: Workspace,
  input: ImportModelInput,
): Promise<Result<{ model: ModelSummary; notes: string[] }>> {
  const source = readModelSource(input.path);
  if (!source.ok) return source;
  const { kind, bytes } = source.value;
  const imported: Imported =
    kind === 'model-file' ? await takeModelFile(workspace, bytes, input) : await takeOnnx(workspace, bytes, input);
  if (!imported.ok) return imported;
  removeUpload(workspace, input.path);
  return success({ model: imported.value.model, notes: [...imported.value.notes] });
}

async function takeModelFile(workspace: Workspace, bytes: Uint8Array, input: ImportModelInput): Promise<Imported> {
  const file = readModelFile(bytes, sha256);
  if (!file.ok) return file;
  const { card, files } = file.value;
  const described = await workspace.vision.call('describeModel', { path: input.path, classes: [...card.classes] });
  if (!described.ok) return described;
  const known = knownModelFile(workspace, input.name ?? card.name, card);
  if (known) return success({ model: known, notes: ['This model is here already; nothing was added.'] });
  const name = modelNameSchema.safeParse(input.name ?? card.name);
  if (!name.success) return badName(input.name ?? card.name);
  const taken = listModels(workspace).some((model) => model.name === name.data && model.version === card.version);
  const version = taken ? nextModelVersion(workspace, name.data) : card.version;
  const own: ModelCard = { ...card, name: name.data, version };
  const parts = new Map([...files].filter(([path]) => path !== 'card.json'));
  const threshold = { ...givenThreshold(card.decision.threshold), sentences: [card.decision.evidence] };
  storeModel(workspace, own, parts, { runId: null, threshold });
  const model = getModel(workspace, `${own.name}@${own.version}`);
  if (!model.ok) return model;
  const notes = taken || own.name !== card.name ? [`It was ${card.name} v${card.version} where it came from.`] : [];
  return success({
    model: model.value,
    notes: [
      ...notes,
      `Every part has the size and SHA-256 its manifest gives. Licence: ${card.licence ?? 'not stated'}.`,
    ],
  });
}

async function takeOnnx(workspace: Workspace, bytes: Uint8Array, input: ImportModelInput): Promise<Imported> {
  const described = await workspace.vision.call('describeModel', {
    path: input.path,
    classes: input.classes === null ? null : [...input.classes],
  });
  if (!described.ok) return described;
  const { classes, network, licence, author, producer, runtimeVersion } = described.value;
  if (input.preparation === null) {
    return failure(
      'invalid-input',
      `${basename(input.path)} is a detector of ${classes.join(', ')} for ${network.inputSize.widthPx}x${network.inputSize.heightPx} pictures, and says nothing of how its pictures were prepared. Nothing was imported. Say it with --preparation: "original" (306x256, bilinear, equalised), "default" (306x256, area, equalised), "none" (as they are), or a JSON file.`,
    );
  }
  const name = modelNameSchema.safeParse(input.name ?? suggestedName(input.path));
  if (!name.success) return badName(input.name ?? suggestedName(input.path));
  const parts = new Map([['model.onnx', bytes]]);
  const known = listModels(workspace).find(
    (model) =>
      model.name === name.data &&
      model.sha256 === sha256(bytes) &&
      JSON.stringify([model.card.classes, model.card.preparation]) === JSON.stringify([classes, input.preparation]),
  );
  if (known) return success({ model: known, notes: ['This model is here already; nothing was added.'] });
  const threshold = chooseThreshold(null, { className: classes[0] });
  const card: ModelCard = {
    schemaVersion: 1,
    name: name.data,
    version: nextModelVersion(workspace, name.data),
    createdAt: new Date().toISOString(),
    source: 'imported',
    dataset: null,
    params: null,
    classes,
    preparation: input.preparation,
    network,
    decision: {
      targetClassIndex: 0,
      threshold: threshold.tau,
      evidence: noEvidence,
      regionOfInterest: null,
      tolerance: null,
    },
    figures: {},
    licence,
    runtimeVersion,
    parts: partsOf(parts),
  };
  storeModel(workspace, card, parts, { runId: null, threshold });
  const model = getModel(workspace, `${card.name}@${card.version}`);
  if (!model.ok) return model;
  const origin = [author, producer].filter((word) => word !== null).join(', ');
  return success({
    model: model.value,
    notes: [
      `Licence: ${licence ?? 'not stated in the file; ask whoever made it'}.${origin ? ` Made by ${origin}.` : ''}`,
      `Classes: ${classes.join(', ')}. Pictures are prepared as said: ${preparationSentence(input.preparation)}.`,
      ...threshold.sentences,
    ],
  });
}

/** A registered model of this name with the same parts to the byte; undefined when there is none. */
export function knownModelFile(
  workspace: Workspace,
  name: string,
  { parts }: Pick<ModelCard, 'parts'>,
): ModelSummary | undefined {
  return listModels(workspace).find(
    (model) => model.name === name && JSON.stringify(model.card.parts) === JSON.stringify(parts),
  );
}

/** A file's name as a model's name: letters, digits and hyphens. */
export function suggestedName(path: string): string {
  return basename(path)
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}

function badName(name: string) {
  return failure(
    'invalid-input',
    `"${name}" cannot be a model's name. Nothing was imported. Give it one with --name: letters, digits and hyphens, 64 at most.`,
  );
}
