export { diskFull, isDiskFull } from './disk-full.ts';
export { documentsFolder, documentsOf } from './documents-folder.ts';
export {
  atomicWrite,
  errorCode,
  removeTemporaryFiles,
  replaceFile,
  sha256,
  sha256OfFile,
  syncFolder,
  temporaryMark,
  temporaryName,
  writeDurably,
} from './files.ts';
export { GpuMeter } from './gpu-load.ts';
export { killPoint } from './kill-point.ts';
export { LoadMeter } from './machine-load.ts';
export { isNetworkShare, isUncPath } from './network-share.ts';
export { notPermitted } from './not-permitted.ts';
export { type Place, placesOfMachine } from './places.ts';
export { isRunning, lowerOwnPriority } from './processes.ts';
