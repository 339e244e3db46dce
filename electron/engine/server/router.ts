import { annotationHistory, exportYoloLabels, importYoloLabels, reviseAnnotation } from '../annotations/index.ts';
import { freezeDataset, getDataset, listDatasets } from '../datasets/index.ts';
import { evaluateModel, evaluationImages, listEvaluations } from '../evaluations/index.ts';
import { listImages } from '../images/index.ts';
import { exportModel, getModel, importModel, listModels, predictWithModel, registerRun } from '../models/index.ts';
import { pipelineStatus, runPipeline } from '../pipeline/index.ts';
import { getRun, listRuns, resumeRun, trainOnDataset } from '../runs/index.ts';
import { importFolder, writeDemoScenes } from '../sources/index.ts';
import { setClasses, workspaceInfo } from '../workspace/index.ts';
import { api, unwrap } from './context.ts';

/** Translates calls into the features' functions, and nothing else. */
export const router = api.router({
  workspace: {
    info: api.workspace.info.handler(({ context }) => workspaceInfo(context.workspace)),
    setClasses: api.workspace.setClasses.handler(({ context, input }) =>
      unwrap(setClasses(context.workspace, input.classes)),
    ),
    shutdown: api.workspace.shutdown.handler(({ context }) => {
      context.onShutdown();
      return { ending: true };
    }),
  },
  jobs: {
    list: api.jobs.list.handler(({ context }) => context.workspace.jobs.list()),
    watch: api.jobs.watch.handler(({ context, input, signal }) => context.workspace.jobs.watch(input.jobId, signal)),
    stop: api.jobs.stop.handler(({ context, input }) => ({ stopping: context.workspace.jobs.stop(input.jobId) })),
  },
  sources: {
    import: api.sources.import.handler(({ context: { workspace }, input }) => ({
      jobId: workspace.jobs.start('import', (control) => importFolder(workspace, input, control)),
    })),
    writeDemo: api.sources.writeDemo.handler(({ context: { workspace }, input }) => ({
      jobId: workspace.jobs.start('demo', (control) => writeDemoScenes(workspace, input, control)),
    })),
  },
  images: {
    list: api.images.list.handler(({ context, input }) => listImages(context.workspace, input)),
  },
  annotations: {
    importLabels: api.annotations.importLabels.handler(({ context: { workspace }, input }) => ({
      jobId: workspace.jobs.start('label-import', (control) => importYoloLabels(workspace, input, control)),
    })),
    exportLabels: api.annotations.exportLabels.handler(({ context: { workspace }, input }) => ({
      jobId: workspace.jobs.start('label-export', (control) => exportYoloLabels(workspace, input, control)),
    })),
    revise: api.annotations.revise.handler(({ context, input }) => unwrap(reviseAnnotation(context.workspace, input))),
    history: api.annotations.history.handler(({ context, input }) =>
      annotationHistory(context.workspace, input.imageId),
    ),
  },
  datasets: {
    freeze: api.datasets.freeze.handler(({ context: { workspace }, input }) => ({
      jobId: workspace.jobs.start('freeze', (control) => freezeDataset(workspace, input, control)),
    })),
    list: api.datasets.list.handler(({ context }) => listDatasets(context.workspace)),
    get: api.datasets.get.handler(({ context, input }) =>
      unwrap(getDataset(context.workspace, input.name, input.version)),
    ),
  },
  runs: {
    train: api.runs.train.handler(({ context: { workspace }, input }) => ({
      jobId: workspace.jobs.start('train', (control) => trainOnDataset(workspace, input, control)),
    })),
    resume: api.runs.resume.handler(({ context: { workspace }, input }) => ({
      jobId: workspace.jobs.start('train', (control) => resumeRun(workspace, input.runId, control)),
    })),
    list: api.runs.list.handler(({ context }) => listRuns(context.workspace)),
    get: api.runs.get.handler(({ context, input }) => unwrap(getRun(context.workspace, input.runId))),
  },
  evaluations: {
    evaluate: api.evaluations.evaluate.handler(({ context: { workspace }, input }) => ({
      jobId: workspace.jobs.start('evaluate', (control) => evaluateModel(workspace, input, control)),
    })),
    list: api.evaluations.list.handler(({ context }) => listEvaluations(context.workspace)),
    images: api.evaluations.images.handler(({ context, input }) => evaluationImages(context.workspace, input)),
  },
  models: {
    list: api.models.list.handler(({ context }) => listModels(context.workspace)),
    get: api.models.get.handler(({ context, input }) => unwrap(getModel(context.workspace, input.model))),
    register: api.models.register.handler(async ({ context: { workspace }, input }) =>
      unwrap(await registerRun(workspace, { run: unwrap(getRun(workspace, input.runId)), name: input.name })),
    ),
    export: api.models.export.handler(async ({ context, input }) =>
      unwrap(await exportModel(context.workspace, input)),
    ),
    import: api.models.import.handler(async ({ context, input }) =>
      unwrap(await importModel(context.workspace, input)),
    ),
    predict: api.models.predict.handler(async ({ context, input }) =>
      unwrap(await predictWithModel(context.workspace, input)),
    ),
  },
  pipeline: {
    run: api.pipeline.run.handler(({ context: { workspace }, input }) => ({
      jobId: workspace.jobs.start('pipeline', (control) => runPipeline(workspace, input, control)),
    })),
    status: api.pipeline.status.handler(({ context, input }) => pipelineStatus(context.workspace, input)),
  },
});
