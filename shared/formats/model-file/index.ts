export {
  type Manifest,
  maximumModelFileBytes,
  modelFileExtension,
  modelFileName,
  type Sha256,
} from './manifest.ts';
export { type ModelFile, readModelFile } from './read-model-file.ts';
export { cardBytes, writeModelFile } from './write-model-file.ts';
