export { datasetChanges, newerThan } from './changes.ts';
export { getDataset, listDatasets } from './dataset-rows.ts';
export { datasetDetail, newestVersions } from './detail.ts';
export { draftDataset } from './draft.ts';
export { exportDataset } from './export-folder.ts';
export { freezeDataset } from './freeze.ts';
export { type Candidate, labelledCandidates, splitInput } from './members.ts';
