/**
 * The detector: its table of modules, its state as flat vectors, and the three ONNX models made from it.
 *
 * `buildTrainingStep(config, inputShape, frozen?: FrozenModules): TrainingStep`
 * `buildEvaluationGraph(config, inputShape, { withLoss }): Uint8Array`: images, decayed, undecayed, statistics (and boxes, classes) ->
 *                                                         predictedBoxes, predictedScores (and losses)
 * `buildInferenceModel(config, { heightPx, widthPx }, state, metadata): Uint8Array`: the exported model
 */

export { anchorCount } from './decode.ts';
export { buildEvaluationGraph } from './evaluation-graph.ts';
export { buildInferenceModel } from './inference-model.ts';
export { initialState } from './initial-state.ts';
export { copyState, elementCount, emptyState, flatLength, namedTensors, networkLayout } from './layout.ts';
export { distributionBins, networkModules, strides } from './modules.ts';
export { pythonNames } from './python-literal.ts';
export { buildTrainingStep } from './training-step.ts';
export * from './types.ts';
