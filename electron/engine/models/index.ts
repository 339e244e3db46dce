export {
  archiveModel,
  currentModel,
  modelDecisions,
  promoteModel,
  restoreModel,
  rollBackModel,
} from './decide-model.ts';
export { describeModelFile } from './describe-file.ts';
export { exportModel } from './export-model.ts';
export { importModel } from './import-model.ts';
export {
  getModel,
  hostReference,
  listHelpers,
  listModels,
  nextModelVersion,
  type RegisteredModel,
} from './model-rows.ts';
export { predictWithModel } from './predict.ts';
export { type PredictedMember, predictMembers } from './predict-members.ts';
export { registerRun } from './register-run.ts';
export { partsOf, storeModel } from './store-model.ts';
export { tryPicture } from './try-picture.ts';
