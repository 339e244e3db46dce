import { strFromU8 } from 'fflate';
import type { z } from 'zod';
import { type ModelCard, modelCardSchema } from '../../domain/model-card.ts';
import { failure, type Result, success } from '../../domain/problem.ts';
import { unpackParts } from './container.ts';
import { cardPath, type Manifest, manifestPath, manifestSchema, type Sha256 } from './manifest.ts';

/** An exported model whose every part has the size and SHA-256 its manifest and its card give. `files` is without the manifest. */
export type ModelFile = {
  readonly manifest: Manifest;
  readonly card: ModelCard;
  readonly files: ReadonlyMap<string, Uint8Array>;
};

const keep = 'Nothing was taken over; export the model again or copy the file again.';

/**
 * Reads an exported model file and checks all of it: container, manifest, size and SHA-256 of each part, no part too many or too few,
 * card. Problems: `model-file-damaged`, `file-too-large`. A valid file says who wrote it no more than a checksum does: it proves that
 * nothing broke, not that nobody rebuilt it.
 */
export function readModelFile(bytes: Uint8Array, sha256: Sha256): Result<ModelFile> {
  const parts = unpackParts(bytes);
  if (!parts.ok) return parts;
  const manifest = readJson(parts.value, manifestPath, manifestSchema);
  if (!manifest.ok) return manifest;
  const files = new Map([...parts.value].filter(([path]) => path !== manifestPath));
  const card = readCard(files);
  if (!card.ok) return card;
  const checked = checkParts(files, card.value, manifest.value, sha256);
  return checked.ok ? success({ manifest: manifest.value, card: card.value, files }) : checked;
}

export function readCard(files: ReadonlyMap<string, Uint8Array>): Result<ModelCard> {
  return readJson(files, cardPath, modelCardSchema);
}

/** Manifest, card and files must say the same: the card about its parts, the manifest about the parts and the card. */
export function checkParts(
  files: ReadonlyMap<string, Uint8Array>,
  card: ModelCard,
  manifest: Manifest,
  sha256: Sha256,
): Result<null> {
  if (manifest.name !== card.name || manifest.version !== card.version) {
    return damaged(
      `names ${manifest.name} version ${manifest.version}, but its card ${card.name} version ${card.version}`,
    );
  }
  const listed = manifest.files.map((file) => file.path);
  if (new Set(listed).size !== listed.length) return damaged('lists a part twice');
  const extra = [...files.keys()].find((path) => !listed.includes(path));
  if (extra !== undefined) return damaged(`holds "${extra}", which its manifest does not list`);
  const expected = [cardPath, ...card.parts.map((part) => part.path)].sort();
  if (expected.join() !== [...listed].sort().join()) return damaged('lists other parts than its card');
  for (const part of [...manifest.files, ...card.parts]) {
    const bytes = files.get(part.path);
    if (bytes === undefined) return damaged(`lacks the part "${part.path}"`);
    if (bytes.length !== part.sizeBytes)
      return damaged(`has ${bytes.length} bytes in "${part.path}" instead of ${part.sizeBytes}`);
    if (sha256(bytes) !== part.sha256)
      return damaged(`has a "${part.path}" whose SHA-256 is not the one it was written with`);
  }
  return success(null);
}

function readJson<T>(files: ReadonlyMap<string, Uint8Array>, path: string, schema: z.ZodType<T>): Result<T> {
  const bytes = files.get(path);
  if (bytes === undefined) return damaged(`lacks the part "${path}"`);
  let json: unknown;
  try {
    json = JSON.parse(strFromU8(bytes));
  } catch {
    return damaged(`has a "${path}" that is not JSON`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return success(parsed.data);
  const issue = parsed.error.issues[0];
  return damaged(
    `has a "${path}" that cannot be used (${issue?.path.join('.') || 'whole'}: ${issue?.message ?? 'invalid'})`,
  );
}

function damaged(what: string) {
  return failure('model-file-damaged', `The model file ${what}. ${keep}`);
}
