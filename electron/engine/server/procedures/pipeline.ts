import { estimatePipeline, pipelineStatus, runPipeline } from '../../pipeline/index.ts';
import { api } from '../context.ts';

export const pipelineProcedures = {
  run: api.pipeline.run.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('pipeline', (control) => runPipeline(workspace, input, control)),
  })),
  estimate: api.pipeline.estimate.handler(({ context, input }) => estimatePipeline(context.workspace, input)),
  status: api.pipeline.status.handler(({ context, input }) => pipelineStatus(context.workspace, input)),
};
