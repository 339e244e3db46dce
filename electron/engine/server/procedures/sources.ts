import { importAndClear, writeDemoScenes } from '../../sources/index.ts';
import { api } from '../context.ts';

export const sourcesProcedures = {
  import: api.sources.import.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('import', (control) => importAndClear(workspace, input, control)),
  })),
  writeDemo: api.sources.writeDemo.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('demo', (control) => writeDemoScenes(workspace, input, control)),
  })),
};
