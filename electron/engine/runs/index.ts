export { getRun, listRuns } from './run-rows.ts';
export { resumableRun, resumeRun, trainOnDataset } from './train.ts';
