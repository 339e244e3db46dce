export { EngineLog } from './engine-log.ts';
export { logBegin, logEnd } from './log-engine.ts';
export { logJobs } from './log-jobs.ts';
export { exportLog, readLog } from './read-log.ts';
