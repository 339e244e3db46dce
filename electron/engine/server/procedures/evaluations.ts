import { getDataset } from '../../datasets/index.ts';
import {
  checkOpened,
  compareEvaluations,
  compareRegisteredModels,
  evaluatedPicture,
  evaluateModel,
  evaluationMatches,
  getEvaluation,
  labelChanges,
  listEvaluations,
  lookAgain,
  testLooks,
} from '../../evaluations/index.ts';
import type { Workspace } from '../../workspace/index.ts';
import { api, unwrap } from '../context.ts';

export const evaluationsProcedures = {
  evaluate: api.evaluations.evaluate.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('evaluate', (control) => evaluateModel(workspace, input, control)),
  })),
  list: api.evaluations.list.handler(({ context }) => listEvaluations(context.workspace)),
  get: api.evaluations.get.handler(({ context, input }) => found(context.workspace, input)),
  matches: api.evaluations.matches.handler(({ context: { workspace }, input }) =>
    unwrap(evaluationMatches(workspace, opened(workspace, input))),
  ),
  picture: api.evaluations.picture.handler(({ context: { workspace }, input }) =>
    unwrap(evaluatedPicture(workspace, opened(workspace, input), input.imageId)),
  ),
  labelChanges: api.evaluations.labelChanges.handler(({ context, input }) =>
    labelChanges(context.workspace, found(context.workspace, input).id),
  ),
  look: api.evaluations.look.handler(({ context: { workspace }, input }) =>
    unwrap(lookAgain(workspace, found(workspace, input), input)),
  ),
  looks: api.evaluations.looks.handler(({ context: { workspace }, input }) =>
    testLooks(workspace, unwrap(getDataset(workspace, input.dataset, input.datasetVersion)).id),
  ),
  compare: api.evaluations.compare.handler(({ context, input }) =>
    unwrap(compareEvaluations(context.workspace, input)),
  ),
  compareModels: api.evaluations.compareModels.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('evaluate', (control) => compareRegisteredModels(workspace, input, control)),
  })),
};

function found(workspace: Workspace, input: { readonly evaluationId: number }) {
  return unwrap(getEvaluation(workspace, input.evaluationId));
}

function opened(workspace: Workspace, input: { readonly evaluationId: number; readonly lookId: number | null }) {
  return unwrap(checkOpened(workspace, found(workspace, input), input.lookId));
}
