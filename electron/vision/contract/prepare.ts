import { z } from 'zod';
import { preparationSchema } from '../../../shared/domain/preparation.ts';
import { sizeSchema } from '../../../shared/domain/size.ts';
import { decodedFactsSchema } from './decoded-facts.ts';
import { operation } from './operation.ts';

/** Prepares an image file once more, another way, and writes it as an 8-bit grey PNG at `outPath` (whole or not at all). */
export const prepareOperation = operation({
  input: z.object({
    path: z.string().min(1),
    displayName: z.string().min(1).nullable().default(null),
    /** Of the file as it was imported: one that was exchanged since is refused. Null: any file will do. */
    expectedSha256: z.string().length(64).nullable().default(null),
    preparation: preparationSchema.nullable(),
    outPath: z.string().min(1),
  }),
  output: decodedFactsSchema.extend({ preparation: preparationSchema, preparedSize: sizeSchema }),
  onCrash: 'retry-once',
  deadlineMs: 60_000,
});
