/** What the engine sees of the trainer: how to start it as a program of its own and to listen to it. Nothing of the runtime is loaded here. */

export { modelStateDict } from './checkpoint/model-state-dict.ts';
export { networkStateDict } from './checkpoint/state-dict.ts';
export { AugmentationPreviewer } from './client/preview-client.ts';
export { timeTraining } from './client/time-training.ts';
export { startTraining, type TrainingHandle, type TrainingOutcome } from './client/training-process.ts';
export type { PreviewRequest, PreviewTile } from './preview/preview-request.ts';
export { planTraining, workLeft } from './program/plan.ts';
export type { StepTiming, TimedNetwork } from './timing/step-timing.ts';
