import { annotationHistory, reviseAnnotation } from '../../annotations/index.ts';
import { exportExchange, importExchange, inspectExchange } from '../../exchange/index.ts';
import { api, unwrap } from '../context.ts';

export const annotationsProcedures = {
  inspectExchange: api.annotations.inspectExchange.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('label-inspect', (control) => inspectExchange(workspace, input, control)),
  })),
  importLabels: api.annotations.importLabels.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('label-import', (control) => importExchange(workspace, input, control)),
  })),
  exportLabels: api.annotations.exportLabels.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('label-export', (control) => exportExchange(workspace, input, control)),
  })),
  revise: api.annotations.revise.handler(({ context, input }) => unwrap(reviseAnnotation(context.workspace, input))),
  history: api.annotations.history.handler(({ context, input }) => annotationHistory(context.workspace, input.imageId)),
};
