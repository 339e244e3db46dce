import { atLeisure } from '../../changes/index.ts';
import {
  datasetChanges,
  datasetDetail,
  draftDataset,
  exportDataset,
  freezeDataset,
  getDataset,
  listDatasets,
  newerThan,
  newestVersions,
} from '../../datasets/index.ts';
import { previewAugmentation } from '../../runs/index.ts';
import { api, unwrap } from '../context.ts';

export const datasetsProcedures = {
  freeze: api.datasets.freeze.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('freeze', (control) => freezeDataset(workspace, input, control)),
  })),
  export: api.datasets.export.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('dataset-export', (control) => exportDataset(workspace, input, control)),
  })),
  list: api.datasets.list.handler(({ context }) => listDatasets(context.workspace)),
  get: api.datasets.get.handler(({ context, input }) =>
    unwrap(getDataset(context.workspace, input.name, input.version)),
  ),
  detail: api.datasets.detail.handler(({ context, input }) =>
    unwrap(datasetDetail(context.workspace, input.name, input.version)),
  ),
  changes: api.datasets.changes.handler(({ context, input }) => unwrap(datasetChanges(context.workspace, input))),
  newer: api.datasets.newer.handler(({ context: { workspace } }) =>
    newestVersions(listDatasets(workspace)).map((dataset) => ({
      name: dataset.name,
      version: dataset.version,
      ...atLeisure(workspace, `newer ${dataset.id}`, () => newerThan(workspace, dataset)),
    })),
  ),
  draft: api.datasets.draft.handler(({ context, input }) => unwrap(draftDataset(context.workspace, input))),
  previewAugmentation: api.datasets.previewAugmentation.handler(async ({ context, input }) =>
    unwrap(await previewAugmentation(context.workspace, input)),
  ),
};
