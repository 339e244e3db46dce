import { failure, type Problem } from '../domain/problem.ts';

/**
 * What `pretrained.model` of `params.yaml` asks for. The original case names `yolov8n.pt`, a file its trainer fetches from the
 * Internet; this product does not, so such weights are named and never assumed.
 */
export type StartWeights =
  | { readonly kind: 'random' }
  | { readonly kind: 'registered-model'; readonly name: string; readonly version: number | null }
  | {
      readonly kind: 'foreign-file';
      readonly file: string;
      /** Width and depth of a published size (`yolov8n`), null when the name says nothing. */
      readonly shape: { readonly width: number; readonly depth: number } | null;
    };

/** Multiples of the family's published sizes [yolov8.yaml, `scales`]. */
const publishedSizes: Readonly<Record<string, { readonly width: number; readonly depth: number }>> = {
  n: { width: 0.25, depth: 0.33 },
  s: { width: 0.5, depth: 0.33 },
  m: { width: 0.75, depth: 0.67 },
  l: { width: 1, depth: 1 },
  x: { width: 1.25, depth: 1 },
};

/** `plug`, `plug-v3`, `plug@3` and `plug/3` name a registered model; anything with a weights file's ending, or a published size, is foreign. */
export function readStartWeights(model: string | null): StartWeights {
  const name = model?.trim() ?? '';
  if (name === '' || /^(random|none|scratch)$/i.test(name)) return { kind: 'random' };
  const stem = name.split(/[\\/]/).at(-1)!;
  const published = /^yolo(?:v?8|v?11)([nsmlx])(?:\.(?:pt|yaml|onnx))?$/i.exec(stem);
  const size = published?.[1]?.toLowerCase();
  if (size !== undefined || /\.(pt|pth|onnx|yaml|yml|safetensors|engine|torchscript|weights)$/i.test(stem)) {
    return { kind: 'foreign-file', file: name, shape: size === undefined ? null : publishedSizes[size]! };
  }
  const versioned = /^(.+?)(?:-v|[/@])(\d+)$/.exec(name);
  if (versioned !== null) return { kind: 'registered-model', name: versioned[1]!, version: Number(versioned[2]) };
  return { kind: 'registered-model', name, version: null };
}

/**
 * The sentence for weights that are not here, naming them and what can be used instead.
 * @param registered models of this workspace as a person writes them, for example `plug-v3`
 */
export function missingWeights(
  weights: Exclude<StartWeights, { kind: 'random' }>,
  registered: readonly string[],
): Problem {
  const asked =
    weights.kind === 'foreign-file'
      ? `pretrained.model asks for ${weights.file}, which is not a model of this workspace; weights are not fetched from anywhere.`
      : `pretrained.model asks for the model ${weights.name}${weights.version === null ? '' : ` version ${weights.version}`}, which this workspace does not hold.`;
  const few = registered.slice(0, 5);
  const instead =
    few.length === 0
      ? 'No model is registered yet, so write "model: random" to start from random weights, or import a model first.'
      : `Write "model: random" to start from random weights, or name a registered model: ${few.join(', ')}${
          registered.length > few.length ? ` (and ${registered.length - few.length} more)` : ''
        }.`;
  return failure('weights-missing', `${asked} No training was started, and nothing was changed. ${instead}`).problem;
}
