export { valueOrNull } from './checks.ts';
export { estimatePipeline } from './estimate.ts';
export { runPipeline } from './run-pipeline.ts';
export { pipelineStatus } from './status.ts';
