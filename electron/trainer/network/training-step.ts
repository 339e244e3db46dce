import { createGraph, gradients, onnxModel, operators } from '../graph/index.ts';
import { detectionLoss } from '../loss/index.ts';
import { decodeHead } from './decode.ts';
import { foldedUnits } from './folded-unit.ts';
import { networkForward, type UnitBuilder } from './forward.ts';
import { checkInputShape } from './input-shape.ts';
import { networkLayout } from './layout.ts';
import { flatInput, named } from './parameters.ts';
import { trainedUnits } from './trained-unit.ts';
import {
  type FrozenModules,
  graphNames,
  type NetworkConfig,
  type NetworkInputShape,
  type TrainingStep,
} from './types.ts';

/**
 * One training step as one graph: forward pass with the batch's statistics, assignment, loss and all gradients; what is done with the
 * gradients is up to the caller. Frozen modules are constants with folded norms and have no part in the flat vectors.
 */
export function buildTrainingStep(
  config: NetworkConfig,
  inputShape: NetworkInputShape,
  frozen?: FrozenModules,
): TrainingStep {
  checkInputShape(inputShape);
  const { batch, heightPx, widthPx } = inputShape;
  if (batch * (heightPx / 32) * (widthPx / 32) < 2)
    throw new Error(
      'A single image of 32 by 32 pixels has no variance at stride 32; the batch or the input must be larger.',
    );
  const isFrozen = (module: number) => frozen?.modules.includes(module) ?? false;
  const layout = networkLayout(config, (module) => !isFrozen(module));
  if (layout.decayed.length === 0) throw new Error('Every module is frozen, so that there is nothing to train.');

  const graph = createGraph();
  const ops = operators(graph);
  const images = graph.input(graphNames.images, 'float32', [batch, config.inputChannels, heightPx, widthPx]);
  const boxes = graph.input(graphNames.boxes, 'float32', [batch, 'boxes', 4]);
  const classes = graph.input(graphNames.classes, 'float32', [batch, 'boxes', config.classCount]);
  const { decayed, undecayed } = graph.section('split', () => {
    return {
      decayed: flatInput(graph, graphNames.decayed, layout.decayed),
      undecayed: flatInput(graph, graphNames.undecayed, layout.undecayed),
    };
  });

  const trained = trainedUnits(graph, new Map([...decayed.tensors, ...undecayed.tensors]));
  const folded = frozen === undefined ? undefined : foldedUnits(graph, config, frozen.state);
  const buildUnit: UnitBuilder = (x, unit, module, stride) =>
    (folded !== undefined && isFrozen(module) ? folded : trained.build)(x, unit, module, stride);

  const levels = graph.section('fwd', () => networkForward(graph, config, images, buildUnit));
  const loss = graph.section('loss', () => {
    return detectionLoss(graph, decodeHead(graph, levels, inputShape), boxes, classes);
  });
  const [decayedGradient, undecayedGradient] = graph.section('bwd', () =>
    gradients(graph, loss.total, [decayed.flat, undecayed.flat]),
  );
  const statistics = layout.statistics.map(({ name }) => named(trained.statistics, name));
  const model = onnxModel(
    graph,
    {
      [graphNames.losses]: loss.items,
      [graphNames.decayedGradient]: decayedGradient!,
      [graphNames.undecayedGradient]: undecayedGradient!,
      ...(statistics.length === 0 ? {} : { [graphNames.batchStatistics]: ops.concat(statistics, 0) }),
    },
    { name: 'training step' },
  );
  return { model, layout };
}
