import {
  archiveModel,
  currentModel,
  describeModelFile,
  exportModel,
  getModel,
  importModel,
  listHelpers,
  listModels,
  modelDecisions,
  predictWithModel,
  promoteModel,
  registerRun,
  restoreModel,
  rollBackModel,
  tryPicture,
} from '../../models/index.ts';
import { getRun } from '../../runs/index.ts';
import { api, unwrap } from '../context.ts';

export const modelsProcedures = {
  list: api.models.list.handler(({ context }) => listModels(context.workspace)),
  helpers: api.models.helpers.handler(({ context }) => listHelpers(context.workspace)),
  get: api.models.get.handler(({ context, input }) => unwrap(getModel(context.workspace, input.model))),
  current: api.models.current.handler(({ context }) => currentModel(context.workspace)),
  decisions: api.models.decisions.handler(({ context }) => modelDecisions(context.workspace)),
  promote: api.models.promote.handler(({ context, input }) => unwrap(promoteModel(context.workspace, input))),
  rollBack: api.models.rollBack.handler(({ context, input }) => unwrap(rollBackModel(context.workspace, input))),
  archive: api.models.archive.handler(({ context, input }) => unwrap(archiveModel(context.workspace, input))),
  restore: api.models.restore.handler(({ context, input }) => unwrap(restoreModel(context.workspace, input))),
  register: api.models.register.handler(async ({ context: { workspace }, input }) =>
    unwrap(await registerRun(workspace, { run: unwrap(getRun(workspace, input.runId)), name: input.name })),
  ),
  export: api.models.export.handler(async ({ context, input }) => unwrap(await exportModel(context.workspace, input))),
  describe: api.models.describe.handler(async ({ context, input }) =>
    unwrap(await describeModelFile(context.workspace, input)),
  ),
  import: api.models.import.handler(async ({ context, input }) => unwrap(await importModel(context.workspace, input))),
  predict: api.models.predict.handler(async ({ context, input }) =>
    unwrap(await predictWithModel(context.workspace, input)),
  ),
  tryPicture: api.models.tryPicture.handler(async ({ context, input }) =>
    unwrap(await tryPicture(context.workspace, input)),
  ),
};
