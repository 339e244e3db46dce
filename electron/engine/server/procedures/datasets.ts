import { freezeDataset, getDataset, listDatasets } from '../../datasets/index.ts';
import { api, unwrap } from '../context.ts';

export const datasetsProcedures = {
  freeze: api.datasets.freeze.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('freeze', (control) => freezeDataset(workspace, input, control)),
  })),
  list: api.datasets.list.handler(({ context }) => listDatasets(context.workspace)),
  get: api.datasets.get.handler(({ context, input }) =>
    unwrap(getDataset(context.workspace, input.name, input.version)),
  ),
};
