import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainInput } from '../../../shared/contract/runs.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { Params } from '../../../shared/formats/params.ts';
import { missingWeights, readStartWeights } from '../../../shared/formats/start-weights.ts';
import { getModel, listModels } from '../models/index.ts';
import { layout } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

export type ChosenStart = { readonly path: string | null; readonly notes: readonly string[] };

/**
 * Where a training starts from: the model named with the command, else `pretrained.model` of the parameters. Weights that are not here
 * are named, with what can be used instead; random ones are taken in their place only when somebody said so.
 */
export function chooseStart(
  workspace: Workspace,
  params: Params,
  input: Pick<TrainInput, 'startModel' | 'allowRandomStart'>,
): Result<ChosenStart> {
  if (input.startModel !== null) return fromModel(workspace, input.startModel);
  const asked = readStartWeights(params.pretrained.model);
  if (asked.kind === 'random') return success({ path: null, notes: [] });
  if (asked.kind === 'registered-model') {
    const found = fromModel(workspace, asked.version === null ? asked.name : `${asked.name}@${asked.version}`);
    if (found.ok || found.problem.code !== 'not-found') return found;
  }
  const problem = missingWeights(
    asked,
    listModels(workspace).map(({ name, version }) => `${name}-v${version}`),
  );
  if (!input.allowRandomStart) {
    return {
      ok: false,
      problem: {
        ...problem,
        sentence: `${problem.sentence} On the command line, --random-start says the same for once.`,
      },
    };
  }
  return success({
    path: null,
    notes: [`The weights ${params.pretrained.model} are not here; this run starts from random weights, as asked.`],
  });
}

function fromModel(workspace: Workspace, reference: string): Result<ChosenStart> {
  const model = getModel(workspace, reference);
  if (!model.ok) return model;
  const { name, version } = model.value;
  const path = join(layout.model(workspace.folder, name, version), 'weights.safetensors');
  if (!existsSync(path)) {
    return failure(
      'weights-missing',
      `The model ${name} v${version} was imported as ONNX and has no weights to go on from. No training was started. Name a model that was trained here, or start from random weights.`,
    );
  }
  return success({ path, notes: [`Starts from the weights of ${name} v${version}.`] });
}
