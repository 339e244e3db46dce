export { acknowledgeAlarm, liveStatus, startLive, stopLive, watchLive } from './live.ts';
export { sendToQueue } from './send-to-queue.ts';
