import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ThresholdChoice } from '../../../shared/domain/evaluation-figures.ts';
import type { ModelCard } from '../../../shared/domain/model-card.ts';
import { cardBytes } from '../../../shared/formats/model-file/index.ts';
import { killPoint, sha256, syncFolder, temporaryName, writeDurably } from '../../platform/index.ts';
import { inTransaction, layout } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

/** Writes a model's folder (card and parts), whole or not at all, then its row. */
export function storeModel(
  workspace: Workspace,
  card: ModelCard,
  parts: ReadonlyMap<string, Uint8Array>,
  facts: { readonly runId: string | null; readonly threshold: ThresholdChoice },
): void {
  const folder = layout.model(workspace.folder, card.name, card.version);
  const temporary = temporaryName(folder);
  mkdirSync(dirname(folder), { recursive: true });
  try {
    for (const [path, bytes] of parts) {
      writeDurably(join(temporary, path), bytes);
      killPoint('model.part-written');
    }
    writeDurably(join(temporary, 'card.json'), cardBytes(card));
    killPoint('model.files-written');
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
    syncFolder(dirname(folder));
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
  killPoint('model.renamed');
  const onnx = parts.get('model.onnx');
  if (!onnx) throw new Error('a model has a model.onnx');
  inTransaction(workspace.store, () => {
    workspace.store
      .prepare(
        'INSERT INTO model (name, version, sha256, run_id, created_at, card, threshold) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        card.name,
        card.version,
        sha256(onnx),
        facts.runId,
        card.createdAt,
        JSON.stringify(card),
        JSON.stringify(facts.threshold),
      );
  });
  killPoint('model.row-written');
}

/** Sizes and hashes of a model's parts, as its card lists them. */
export function partsOf(parts: ReadonlyMap<string, Uint8Array>): ModelCard['parts'] {
  return [...parts]
    .map(([path, bytes]) => ({ path, sizeBytes: bytes.length, sha256: sha256(bytes) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
