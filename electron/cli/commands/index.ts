import type { Command } from '../command.ts';
import { datasetExport, datasetFreeze, datasetList } from './dataset.ts';
import { demo } from './demo.ts';
import { evaluate } from './evaluate.ts';
import { importImages } from './import.ts';
import { info } from './info.ts';
import { init } from './init.ts';
import { labelExport, labelImport } from './label.ts';
import { modelExport, modelImport, modelList, modelRegister, predict } from './models.ts';
import { modelCompare } from './models-compare.ts';
import { pipelineRun, pipelineStatus } from './pipeline.ts';
import { serve } from './serve.ts';
import { runList, train } from './train.ts';

/** In the order of the loop; a longer name stands before its beginning (`models export` before `models`). */
export const commands: readonly Command[] = [
  init,
  info,
  importImages,
  labelImport,
  labelExport,
  datasetFreeze,
  datasetExport,
  datasetList,
  train,
  runList,
  modelRegister,
  modelExport,
  modelImport,
  modelCompare,
  modelList,
  evaluate,
  predict,
  serve,
  pipelineRun,
  pipelineStatus,
  demo,
];
