export { labelImage } from './label-image.ts';
export { preLabel } from './pre-label.ts';
export { judgeProposal } from './proposals.ts';
export { qualityBands } from './quality-bands.ts';
export { enqueueChosen, finishInQueue, setDone } from './queues/change-queue.ts';
export { queueCounts } from './queues/counts.ts';
export { openQueue } from './queues/open-queue.ts';
export { reviewLabel } from './review.ts';
export { reviseInQueue } from './revise.ts';
