export { getDataset, listDatasets } from './dataset-rows.ts';
export { freezeDataset } from './freeze.ts';
