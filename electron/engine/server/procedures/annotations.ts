import { annotationHistory } from '../../annotations/index.ts';
import { exportExchange, importExchange, inspectExchange } from '../../exchange/index.ts';
import {
  enqueueChosen,
  finishInQueue,
  judgeProposal,
  labelImage,
  openQueue,
  preLabel,
  qualityBands,
  queueCounts,
  reviewLabel,
  reviseInQueue,
} from '../../labelling/index.ts';
import { api, unwrap } from '../context.ts';

export const annotationsProcedures = {
  inspectExchange: api.annotations.inspectExchange.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('label-inspect', (control) => inspectExchange(workspace, input, control)),
  })),
  importLabels: api.annotations.importLabels.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('label-import', (control) => importExchange(workspace, input, control)),
  })),
  exportLabels: api.annotations.exportLabels.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('label-export', (control) => exportExchange(workspace, input, control)),
  })),
  revise: api.annotations.revise.handler(({ context, input }) => unwrap(reviseInQueue(context.workspace, input))),
  history: api.annotations.history.handler(({ context, input }) => annotationHistory(context.workspace, input.imageId)),
  image: api.annotations.image.handler(({ context, input }) => unwrap(labelImage(context.workspace, input.imageId))),
  queues: api.annotations.queues.handler(({ context, input }) => queueCounts(context.workspace, input.author)),
  openQueue: api.annotations.openQueue.handler(({ context, input }) => openQueue(context.workspace, input)),
  finish: api.annotations.finish.handler(({ context, input }) => finishInQueue(context.workspace, input)),
  enqueue: api.annotations.enqueue.handler(({ context, input }) =>
    unwrap(enqueueChosen(context.workspace, input.imageIds)),
  ),
  review: api.annotations.review.handler(({ context, input }) => unwrap(reviewLabel(context.workspace, input))),
  preLabel: api.annotations.preLabel.handler(({ context: { workspace }, input }) => ({
    jobId: workspace.jobs.start('pre-label', (control) => preLabel(workspace, input, control)),
  })),
  judgeProposal: api.annotations.judgeProposal.handler(({ context, input }) =>
    unwrap(judgeProposal(context.workspace, input)),
  ),
  qualityBands: api.annotations.qualityBands.handler(({ context }) => qualityBands(context.workspace)),
};
