export { type CallOptions, VisionClient, type VisionClientOptions } from './client/vision-client.ts';
export type { ImageSource } from './contract/decode.ts';
export type { DecodedFacts, ImageFormat } from './contract/decoded-facts.ts';
export { ingestStages } from './contract/ingest.ts';
export type { ImageMeasures } from './contract/measures.ts';
export type { ModelReference } from './contract/model.ts';
export type { OperationCall, OperationName, OperationOutput } from './contract/operations.ts';
export type { Picture, PredictTimings } from './contract/predict.ts';
export { preparationHash } from './preparation-hash.ts';
