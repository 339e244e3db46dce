import { annotationHistory, exportYoloLabels, importYoloLabels, reviseAnnotation } from '../../annotations/index.ts';
import { api, unwrap } from '../context.ts';

export const annotationsProcedures = {
  importLabels: api.annotations.importLabels.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('label-import', (control) => importYoloLabels(workspace, input, control)),
  })),
  exportLabels: api.annotations.exportLabels.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('label-export', (control) => exportYoloLabels(workspace, input, control)),
  })),
  revise: api.annotations.revise.handler(({ context, input }) => unwrap(reviseAnnotation(context.workspace, input))),
  history: api.annotations.history.handler(({ context, input }) => annotationHistory(context.workspace, input.imageId)),
};
