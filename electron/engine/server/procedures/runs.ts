import {
  estimateRun,
  getRun,
  helperState,
  listRuns,
  nextParams,
  noteRun,
  resumeRun,
  runEpochs,
  runRecord,
  runRecords,
  saveNextParams,
  stopRun,
  trainHelper,
  trainOnDataset,
  watchRun,
} from '../../runs/index.ts';
import { api, unwrap } from '../context.ts';

export const runsProcedures = {
  train: api.runs.train.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('train', (control) => trainOnDataset(workspace, input, control)),
  })),
  resume: api.runs.resume.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('train', (control) => resumeRun(workspace, input.runId, control)),
  })),
  stop: api.runs.stop.handler(({ context, input }) => unwrap(stopRun(context.workspace, input.runId))),
  list: api.runs.list.handler(({ context }) => listRuns(context.workspace)),
  get: api.runs.get.handler(({ context, input }) => unwrap(getRun(context.workspace, input.runId))),
  records: api.runs.records.handler(({ context }) => runRecords(context.workspace)),
  watch: api.runs.watch.handler(({ context, input, signal }) =>
    unwrap(watchRun(context.workspace, input.runId, signal)),
  ),
  curves: api.runs.curves.handler(({ context, input }) =>
    input.runIds.map((runId) => ({ runId, epochs: unwrap(runEpochs(context.workspace, runId)) })),
  ),
  note: api.runs.note.handler(({ context, input }) => {
    unwrap(noteRun(context.workspace, input));
    return unwrap(runRecord(context.workspace, input.runId));
  }),
  estimate: api.runs.estimate.handler(async ({ context, input }) =>
    unwrap(await estimateRun(context.workspace, input)),
  ),
  helper: api.runs.helper.handler(({ context, input }) => helperState(context.workspace, input.isTimed)),
  trainHelper: api.runs.trainHelper.handler(({ context: { workspace } }) => ({
    jobId: workspace.jobs.start('helper', (control) => trainHelper(workspace, control)),
  })),
  params: api.runs.params.handler(({ context }) => nextParams(context.workspace)),
  saveParams: api.runs.saveParams.handler(({ context, input }) =>
    unwrap(saveNextParams(context.workspace, input.text)),
  ),
};
