export { previewAugmentation } from './augmentation-preview.ts';
export { estimateRun } from './estimate.ts';
export { nextParams, saveNextParams } from './next-params.ts';
export { watchRun } from './run-feed.ts';
export { noteRun } from './run-notes.ts';
export { runEpochs, runRecord, runRecords } from './run-records.ts';
export { getRun, listRuns } from './run-rows.ts';
export { resumableRun, resumeRun, trainOnDataset } from './train.ts';
export { stopRun } from './under-way.ts';
