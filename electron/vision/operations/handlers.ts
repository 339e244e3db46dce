import type { Result } from '../../../shared/domain/problem.ts';
import type { OperationInput, OperationName, OperationOutput } from '../contract/operations.ts';

export type Handler<Name extends OperationName> = (
  input: OperationInput<Name>,
) => Promise<Result<OperationOutput<Name>>>;

type HandlerLoaders = { readonly [Name in OperationName]: () => Promise<Handler<Name>> };

/** Each operation's function, loaded when it is first asked for: a host that only ingests never loads the network runtime. */
export const handlers: HandlerLoaders = {
  ingest: async () => (await import('./ingest.ts')).ingest,
  prepare: async () => (await import('./prepare.ts')).prepareFile,
  decode: async () => (await import('./decode.ts')).decodeSource,
  describeModel: async () => (await import('./describe-model.ts')).describeModel,
  loadModel: async () => (await import('./load-model.ts')).loadModel,
  unloadModel: async () => (await import('./unload-model.ts')).unloadModel,
  nearDuplicates: async () => (await import('./near-duplicates.ts')).findNearDuplicates,
  predict: async () => (await import('./predict.ts')).predict,
  templateMatch: async () => (await import('./template-match.ts')).templateMatch,
  thumbnail: async () => (await import('./show.ts')).writeThumbnail,
  bitmap: async () => (await import('./show.ts')).bitmapOf,
  renderDemo: async () => (await import('./render-demo.ts')).renderDemo,
};
