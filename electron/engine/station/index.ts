export { liveStatus, startLive, stopLive, watchLive } from './live.ts';
