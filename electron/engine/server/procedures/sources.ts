import { browseFolder, importAndClear, inspectFolder, listImports, writeDemoScenes } from '../../sources/index.ts';
import { api, unwrap } from '../context.ts';

export const sourcesProcedures = {
  import: api.sources.import.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('import', (control) => importAndClear(workspace, input, control)),
  })),
  imports: api.sources.imports.handler(({ context }) => listImports(context.workspace)),
  browse: api.sources.browse.handler(async ({ input }) => unwrap(await browseFolder(input.folder))),
  inspect: api.sources.inspect.handler(async ({ context, input }) =>
    unwrap(await inspectFolder(context.workspace, input.folder)),
  ),
  writeDemo: api.sources.writeDemo.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('demo', (control) => writeDemoScenes(workspace, input, control)),
  })),
};
