import { exportModel, getModel, importModel, listModels, predictWithModel, registerRun } from '../../models/index.ts';
import { getRun } from '../../runs/index.ts';
import { api, unwrap } from '../context.ts';

export const modelsProcedures = {
  list: api.models.list.handler(({ context }) => listModels(context.workspace)),
  get: api.models.get.handler(({ context, input }) => unwrap(getModel(context.workspace, input.model))),
  register: api.models.register.handler(async ({ context: { workspace }, input }) =>
    unwrap(await registerRun(workspace, { run: unwrap(getRun(workspace, input.runId)), name: input.name })),
  ),
  export: api.models.export.handler(async ({ context, input }) => unwrap(await exportModel(context.workspace, input))),
  import: api.models.import.handler(async ({ context, input }) => unwrap(await importModel(context.workspace, input))),
  predict: api.models.predict.handler(async ({ context, input }) =>
    unwrap(await predictWithModel(context.workspace, input)),
  ),
};
