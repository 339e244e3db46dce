import { z } from 'zod';
import { filePartSchema, modelNameSchema } from '../../domain/model-card.ts';

export const manifestPath = 'manifest.json';
export const cardPath = 'card.json';
export const modelFileExtension = '.plugsight';

/** Well above any detector of this family (a "n" has 12 MB), well below what a small machine can hold twice. */
export const maximumModelFileBytes = 512 * 1024 * 1024;
export const maximumParts = 16;

/** First part of an exported model file: what it is and the size and SHA-256 (hex) of every other part. */
export const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal('model'),
  name: modelNameSchema,
  version: z.int().positive(),
  files: z
    .array(filePartSchema.strict())
    .min(1)
    .max(maximumParts - 1),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** SHA-256 in lower-case hex; given by the caller, because this room has no cryptography of its own. */
export type Sha256 = (bytes: Uint8Array) => string;

/** `plug-v3.plugsight` */
export function modelFileName(name: string, version: number): string {
  return `${name}-v${version}${modelFileExtension}`;
}
