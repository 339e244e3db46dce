import { strToU8 } from 'fflate';
import type { ModelCard } from '../../domain/model-card.ts';
import { type Result, success } from '../../domain/problem.ts';
import { packParts } from './container.ts';
import { type Manifest, manifestPath, type Sha256 } from './manifest.ts';
import { checkParts, readCard } from './read-model-file.ts';

/** The text of `card.json`; reading it back and writing it again gives the same bytes. */
export function cardBytes(card: ModelCard): Uint8Array {
  return strToU8(`${JSON.stringify(card, null, 2)}\n`);
}

/**
 * Packs a registered model's files (`card.json` and the parts the card names) into one exported file. The same files give the same
 * bytes. A card that does not fit the files is the problem it would be when reading (`model-file-damaged`).
 */
export function writeModelFile(files: ReadonlyMap<string, Uint8Array>, sha256: Sha256): Result<Uint8Array> {
  const card = readCard(files);
  if (!card.ok) return card;
  const listed = [...files].map(([path, bytes]) => ({ path, sizeBytes: bytes.length, sha256: sha256(bytes) }));
  const manifest: Manifest = {
    schemaVersion: 1,
    kind: 'model',
    name: card.value.name,
    version: card.value.version,
    files: listed.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  const checked = checkParts(files, card.value, manifest, sha256);
  if (!checked.ok) return checked;
  return success(packParts(new Map([...files, [manifestPath, strToU8(`${JSON.stringify(manifest, null, 2)}\n`)]])));
}
