export { runPipeline } from './run-pipeline.ts';
export { pipelineStatus } from './status.ts';
