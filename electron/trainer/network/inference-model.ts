import { createGraph, onnxModel, operators } from '../graph/index.ts';
import { decodeHead } from './decode.ts';
import { foldedUnits } from './folded-unit.ts';
import { networkForward } from './forward.ts';
import { checkInputShape } from './input-shape.ts';
import { pythonNames } from './python-literal.ts';
import type { ModelMetadata, NetworkConfig, NetworkInputShape, NetworkState } from './types.ts';

/**
 * The model that leaves the trainer: `images` [1, C, H, W] in 0..1 -> `output0` [1, 4 + K, A]: centre x and y, width and height in network pixels,
 * then the class scores, as the family exports it (standard operators of opset 17 only). The same arguments give the same bytes.
 */
export function buildInferenceModel(
  config: NetworkConfig,
  size: Omit<NetworkInputShape, 'batch'>,
  state: NetworkState,
  metadata: ModelMetadata,
): Uint8Array {
  if (metadata.classNames.length !== config.classCount)
    throw new Error(`${metadata.classNames.length} names do not fit ${config.classCount} classes.`);
  const inputShape = { batch: 1, ...size };
  checkInputShape(inputShape);
  const graph = createGraph();
  const ops = operators(graph);
  const images = graph.input('images', 'float32', [1, config.inputChannels, size.heightPx, size.widthPx]);
  const levels = networkForward(graph, config, images, foldedUnits(graph, config, state));
  const { edges, classLogits } = decodeHead(graph, levels, inputShape);
  const [left, top, right, bottom] = edges;
  const rows = [
    ops.mul(ops.add(left, right), 0.5),
    ops.mul(ops.add(top, bottom), 0.5),
    ops.sub(right, left),
    ops.sub(bottom, top),
    ops.sigmoid(classLogits),
  ];
  return onnxModel(
    graph,
    { output0: ops.concat(rows, 1) },
    { name: 'detector', producerVersion: metadata.version, metadata: metadataEntries(config, size, metadata) },
  );
}

/** The keys of the family's exports, less the date, which would make every export another file; and ours. */
function metadataEntries(config: NetworkConfig, size: Omit<NetworkInputShape, 'batch'>, metadata: ModelMetadata) {
  const entries = {
    description: metadata.description,
    author: metadata.author,
    version: metadata.version,
    license: metadata.license,
    stride: '32',
    task: 'detect',
    batch: '1',
    imgsz: `[${size.heightPx}, ${size.widthPx}]`,
    channels: String(config.inputChannels),
    names: pythonNames(metadata.classNames),
    plugsight: JSON.stringify(sorted(metadata.plugsight)),
  };
  return Object.entries(entries).map(([key, value]) => ({ key, value }));
}

/** The same facts in whatever order they came are the same text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
