import { createGraph, onnxModel, operators, type Value } from '../graph/index.ts';
import { detectionLoss } from '../loss/index.ts';
import { decodeHead } from './decode.ts';
import { evaluatedUnits } from './evaluated-unit.ts';
import { networkForward } from './forward.ts';
import { checkInputShape } from './input-shape.ts';
import { networkLayout } from './layout.ts';
import { flatInput } from './parameters.ts';
import { graphNames, type NetworkConfig, type NetworkInputShape } from './types.ts';

/**
 * The network with its running statistics, weights still inputs, for the validation after each epoch: images, decayed, undecayed, statistics
 * -> predicted boxes and scores; with `withLoss` boxes and classes are inputs too and the losses an output.
 */
export function buildEvaluationGraph(
  config: NetworkConfig,
  inputShape: NetworkInputShape,
  { withLoss }: { readonly withLoss: boolean },
): Uint8Array {
  checkInputShape(inputShape);
  const { batch, heightPx, widthPx } = inputShape;
  const layout = networkLayout(config);
  const graph = createGraph();
  const ops = operators(graph);
  const images = graph.input(graphNames.images, 'float32', [batch, config.inputChannels, heightPx, widthPx]);
  const tensors = new Map<string, Value>();
  for (const part of ['decayed', 'undecayed', 'statistics'] as const) {
    for (const [name, value] of flatInput(graph, graphNames[part], layout[part]).tensors) tensors.set(name, value);
  }
  const levels = networkForward(graph, config, images, evaluatedUnits(graph, tensors));
  const predictions = decodeHead(graph, levels, inputShape);
  const outputs: Record<string, Value> = {
    [graphNames.predictedBoxes]: ops.concat(predictions.edges, 1),
    [graphNames.predictedScores]: ops.sigmoid(predictions.classLogits),
  };
  if (withLoss) {
    const boxes = graph.input(graphNames.boxes, 'float32', [batch, 'boxes', 4]);
    const classes = graph.input(graphNames.classes, 'float32', [batch, 'boxes', config.classCount]);
    outputs[graphNames.losses] = detectionLoss(graph, predictions, boxes, classes).items;
  }
  return onnxModel(graph, outputs, { name: 'evaluation' });
}
