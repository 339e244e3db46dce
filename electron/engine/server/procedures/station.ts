import { acknowledgeAlarm, liveStatus, sendToQueue, startLive, stopLive, watchLive } from '../../station/index.ts';
import { api, unwrap } from '../context.ts';

export const stationProcedures = {
  status: api.station.status.handler(({ context }) => liveStatus(context.workspace)),
  watch: api.station.watch.handler(({ context, signal }) => watchLive(context.workspace, signal)),
  start: api.station.start.handler(async ({ context, input }) => unwrap(await startLive(context.workspace, input))),
  stop: api.station.stop.handler(({ context }) => stopLive(context.workspace)),
  acknowledge: api.station.acknowledge.handler(({ context, input }) => acknowledgeAlarm(context.workspace, input.id)),
  sendToQueue: api.station.sendToQueue.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('import', (control) => sendToQueue(workspace, input, control)),
  })),
};
