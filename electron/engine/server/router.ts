import { api } from './context.ts';
import { annotationsProcedures } from './procedures/annotations.ts';
import { datasetsProcedures } from './procedures/datasets.ts';
import { evaluationsProcedures } from './procedures/evaluations.ts';
import { imagesProcedures } from './procedures/images.ts';
import { jobsProcedures } from './procedures/jobs.ts';
import { logsProcedures } from './procedures/logs.ts';
import { modelsProcedures } from './procedures/models.ts';
import { pipelineProcedures } from './procedures/pipeline.ts';
import { runsProcedures } from './procedures/runs.ts';
import { sourcesProcedures } from './procedures/sources.ts';
import { stationProcedures } from './procedures/station.ts';
import { workspaceProcedures } from './procedures/workspace.ts';

/** Translates calls into the features' functions, and nothing else; one file per feature in `procedures/`. */
export const router = api.router({
  workspace: workspaceProcedures,
  jobs: jobsProcedures,
  sources: sourcesProcedures,
  images: imagesProcedures,
  annotations: annotationsProcedures,
  datasets: datasetsProcedures,
  runs: runsProcedures,
  evaluations: evaluationsProcedures,
  models: modelsProcedures,
  pipeline: pipelineProcedures,
  station: stationProcedures,
  logs: logsProcedures,
});
