export { valueOrNull } from './checks.ts';
export { runPipeline } from './run-pipeline.ts';
export { pipelineStatus } from './status.ts';
