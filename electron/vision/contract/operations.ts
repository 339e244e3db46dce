import type { z } from 'zod';
import { decodeOperation } from './decode.ts';
import { ingestOperation } from './ingest.ts';
import { describeModelOperation, loadModelOperation, unloadModelOperation } from './model.ts';
import { nearDuplicatesOperation } from './near-duplicates.ts';
import { predictOperation } from './predict.ts';
import { prepareOperation } from './prepare.ts';
import { renderDemoOperation } from './render-demo.ts';
import { bitmapOperation, thumbnailOperation } from './show.ts';
import { templateMatchOperation } from './template-match.ts';

/**
 * The operations of the vision host. To add one: its schemas in a file of this folder, a line here, its function in a file of
 * `../operations/` and a line in `../operations/handlers.ts`.
 */
export const operations = {
  ingest: ingestOperation,
  prepare: prepareOperation,
  decode: decodeOperation,
  describeModel: describeModelOperation,
  loadModel: loadModelOperation,
  unloadModel: unloadModelOperation,
  predict: predictOperation,
  nearDuplicates: nearDuplicatesOperation,
  renderDemo: renderDemoOperation,
  templateMatch: templateMatchOperation,
  thumbnail: thumbnailOperation,
  bitmap: bitmapOperation,
};

export type OperationName = keyof typeof operations;
/** As a caller may write it: defaults can be left out. */
export type OperationCall<Name extends OperationName> = z.input<(typeof operations)[Name]['input']>;
/** As the operation's function receives it: defaults filled in. */
export type OperationInput<Name extends OperationName> = z.output<(typeof operations)[Name]['input']>;
export type OperationOutput<Name extends OperationName> = z.output<(typeof operations)[Name]['output']>;

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
