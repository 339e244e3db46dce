import { z } from 'zod';
import { preparationSchema } from '../../../shared/domain/preparation.ts';
import { decodedFactsSchema } from './decoded-facts.ts';
import { imageMeasuresSchema } from './measures.ts';
import { operation } from './operation.ts';

/** The moments at which a fault test can end the host (`PLUGSIGHT_KILL_AT`), in order; the raw ones only when the file is copied. */
export const ingestStages = [
  'ingest-read',
  'ingest-decoded',
  'ingest-raw-temp',
  'ingest-raw-renamed',
  'ingest-prepared-temp',
  'ingest-prepared-renamed',
] as const;

/**
 * The whole way of one raw image in one call: read once, hash, decode, measure, prepare, store. Files are on the disk (fsynced,
 * renamed) before the answer comes, so that a row written after it never points at nothing.
 */
export const ingestOperation = operation({
  input: z.object({
    path: z.string().min(1),
    /** The name used in sentences; null: the last part of `path`. */
    displayName: z.string().min(1).nullable().default(null),
    /** Folder of the content-addressed raw copies (`ab/<sha256>.<extension>` below it); null: the file is referenced in place. */
    rawFolder: z.string().min(1).nullable(),
    /** Null: the default for the image's size. */
    preparation: preparationSchema.nullable(),
    /** Folder of the prepared images (`<preparation hash>/ab/<sha256>.png` below it). */
    preparedFolder: z.string().min(1),
  }),
  output: decodedFactsSchema.extend({
    /** Of the file's bytes: the image's id. */
    sha256: z.string().length(64),
    /** Of size and grey levels of the upright image: equal for the same picture in another format. */
    pixelSha256: z.string().length(64),
    sizeBytes: z.int().positive(),
    /** Unix time in milliseconds; a copy or a clone resets it. */
    modifiedAtMs: z.number(),
    measures: imageMeasuresSchema,
    preparation: preparationSchema,
    preparationHash: z.string(),
    /** Relative to `rawFolder`, with `/`; null when referenced in place. */
    rawPath: z.string().nullable(),
    /** Relative to `preparedFolder`, with `/`. */
    preparedPath: z.string(),
  }),
  onCrash: 'retry-once',
  deadlineMs: 60_000,
});
