import { evaluateModel, evaluationImages, listEvaluations } from '../../evaluations/index.ts';
import { api } from '../context.ts';

export const evaluationsProcedures = {
  evaluate: api.evaluations.evaluate.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('evaluate', (control) => evaluateModel(workspace, input, control)),
  })),
  list: api.evaluations.list.handler(({ context }) => listEvaluations(context.workspace)),
  images: api.evaluations.images.handler(({ context, input }) => evaluationImages(context.workspace, input)),
};
