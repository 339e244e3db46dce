import { getRun, listRuns, resumeRun, trainOnDataset } from '../../runs/index.ts';
import { api, unwrap } from '../context.ts';

export const runsProcedures = {
  train: api.runs.train.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('train', (control) => trainOnDataset(workspace, input, control)),
  })),
  resume: api.runs.resume.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('train', (control) => resumeRun(workspace, input.runId, control)),
  })),
  list: api.runs.list.handler(({ context }) => listRuns(context.workspace)),
  get: api.runs.get.handler(({ context, input }) => unwrap(getRun(context.workspace, input.runId))),
};
