export { type StationOptions, type StationProcess, startStation } from './station-process.ts';
