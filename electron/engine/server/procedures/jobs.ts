import { api } from '../context.ts';

export const jobsProcedures = {
  list: api.jobs.list.handler(({ context }) => context.workspace.jobs.list()),
  watch: api.jobs.watch.handler(({ context, input, signal }) => context.workspace.jobs.watch(input.jobId, signal)),
  stop: api.jobs.stop.handler(({ context, input }) => ({ stopping: context.workspace.jobs.stop(input.jobId) })),
};
