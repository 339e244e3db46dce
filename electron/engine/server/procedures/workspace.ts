import {
  aboutProgram,
  changeSettings,
  programLicences,
  readFileNames,
  readSettings,
  setClasses,
  setFileNameRule,
  workspaceInfo,
} from '../../workspace/index.ts';
import { api, unwrap } from '../context.ts';

export const workspaceProcedures = {
  changes: api.workspace.changes.handler(({ context, signal }) => context.workspace.changes.watch(signal)),
  settings: api.workspace.settings.handler(({ context }) => readSettings(context.workspace)),
  changeSettings: api.workspace.changeSettings.handler(({ context, input }) =>
    changeSettings(context.workspace, input),
  ),
  about: api.workspace.about.handler(() => aboutProgram()),
  licences: api.workspace.licences.handler(() => programLicences()),
  info: api.workspace.info.handler(({ context }) => workspaceInfo(context.workspace)),
  setClasses: api.workspace.setClasses.handler(({ context, input }) =>
    unwrap(setClasses(context.workspace, input.classes)),
  ),
  setFileNameRule: api.workspace.setFileNameRule.handler(({ context, input }) =>
    unwrap(setFileNameRule(context.workspace, input.expression)),
  ),
  tryFileNameRule: api.workspace.tryFileNameRule.handler(({ context, input }) =>
    readFileNames(context.workspace, input.expression),
  ),
  shutdown: api.workspace.shutdown.handler(({ context }) => {
    context.onShutdown();
    return { ending: true };
  }),
};
