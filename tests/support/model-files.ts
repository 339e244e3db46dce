import { createHash } from 'node:crypto';
import type { ModelCard } from '../../shared/domain/model-card.ts';
import { cardBytes, writeModelFile } from '../../shared/formats/model-file/index.ts';
import { channelsFirstTable, tableModelBytes } from './onnx-models.ts';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * A detector of 32x32 with one class: a box 11..21 x 9..23 (network pixels) whose confidence is the picture's mean (0..1).
 */
export function brightnessModelBytes(): Uint8Array {
  const box = { anchor: 5, centre: [16, 16], size: [10, 14] } as const;
  return tableModelBytes({
    output: [1, 5, 21],
    table: channelsFirstTable(1, 21, [{ ...box, scores: [0] }]),
    perMean: channelsFirstTable(1, 21, [{ anchor: 5, centre: [0, 0], size: [0, 0], scores: [1] }]),
    metadata: { names: "{0: 'plug'}", imgsz: '[32, 32]', stride: '32', task: 'detect' },
  });
}

/** A card for that model: stretched to 32x32, not equalised, threshold 0.5. */
export function cardFor(network: Uint8Array, changes: Partial<ModelCard> = {}): ModelCard {
  return {
    schemaVersion: 1,
    name: 'brightness',
    version: 3,
    createdAt: '2025-05-06T07:08:09Z',
    source: 'imported',
    dataset: null,
    params: null,
    classes: ['plug'],
    preparation: { size: { widthPx: 32, heightPx: 32 }, fit: 'stretch', kernel: 'area', equalise: false, mask: [] },
    network: {
      inputName: 'images',
      outputName: 'output0',
      inputSize: { widthPx: 32, heightPx: 32 },
      inputChannels: 1,
      elementType: 'float32',
      range: 'unit',
      layout: 'channels-first',
    },
    decision: { targetClassIndex: 0, threshold: 0.5, evidence: 'given', regionOfInterest: null, tolerance: null },
    figures: {},
    licence: null,
    runtimeVersion: '1.30.0',
    parts: [{ path: 'model.onnx', sizeBytes: network.length, sha256: sha256(network) }],
    ...changes,
  };
}

/** The bytes of an exported model file. */
export function exportedModel(
  changes: Partial<ModelCard> = {},
  network: Uint8Array = brightnessModelBytes(),
): Uint8Array {
  const files = new Map([
    ['card.json', cardBytes(cardFor(network, changes))],
    ['model.onnx', network],
  ]);
  const written = writeModelFile(files, sha256);
  if (!written.ok) throw new Error(written.problem.sentence);
  return written.value;
}
