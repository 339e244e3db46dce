export { failuresAfter, pauseBeforeStart, steadyMs } from './restart.ts';
export { type EngineProgram, EngineSupervisor, type SupervisedEngine } from './supervisor.ts';
