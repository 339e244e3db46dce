import { exportLog, readLog } from '../../logs/index.ts';
import { api } from '../context.ts';

export const logsProcedures = {
  read: api.logs.read.handler(({ context, input }) => readLog(context.workspace, input)),
  export: api.logs.export.handler(({ context, input }) => exportLog(context.workspace, input)),
};
