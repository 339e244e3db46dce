import { type Graph, normEpsilon, operators } from '../graph/index.ts';
import type { UnitBuilder } from './forward.ts';
import { type ConvolutionUnit, namedTensors, networkLayout } from './layout.ts';
import type { NetworkConfig, NetworkState } from './types.ts';

/** Units whose weights are constants, each norm folded into the convolution before it. */
export function foldedUnits(graph: Graph, config: NetworkConfig, state: NetworkState): UnitBuilder {
  const ops = operators(graph);
  const layout = networkLayout(config);
  const tensors = new Map([
    ...namedTensors(layout.decayed, state.decayed),
    ...namedTensors(layout.undecayed, state.undecayed),
    ...namedTensors(layout.statistics, state.statistics),
  ]);
  return (x, unit, _, stride) => {
    const { kernel, bias } = unit.normalised ? foldNorm(unit, tensors) : plain(unit, tensors);
    const shape = [unit.outputs, unit.inputs, unit.kernel, unit.kernel];
    const convolved = ops.conv(x, graph.constant(kernel, shape), graph.constant(bias, [unit.outputs]), {
      stride,
      asOneNode: true,
    });
    return unit.normalised ? ops.silu(convolved) : convolved;
  };
}

type Tensors = ReadonlyMap<string, Float32Array>;

function plain({ name }: ConvolutionUnit, tensors: Tensors) {
  return { kernel: tensors.get(`${name}.weight`)!, bias: tensors.get(`${name}.bias`)! };
}

/** scale (w * x - mean) / sigma + shift = (w scale / sigma) * x + (shift - mean scale / sigma), worked out in double precision. */
function foldNorm({ name, outputs }: ConvolutionUnit, tensors: Tensors) {
  const [scale, shift] = [tensors.get(`${name}.bn.weight`)!, tensors.get(`${name}.bn.bias`)!];
  const [mean, variance] = [tensors.get(`${name}.bn.running_mean`)!, tensors.get(`${name}.bn.running_var`)!];
  const kernel = tensors.get(`${name}.conv.weight`)!.slice();
  const bias = new Float32Array(outputs);
  const perOutput = kernel.length / outputs;
  for (let output = 0; output < outputs; output++) {
    const factor = scale[output]! / Math.sqrt(variance[output]! + normEpsilon);
    for (let index = output * perOutput; index < (output + 1) * perOutput; index++) kernel[index]! *= factor;
    bias[output] = shift[output]! - mean[output]! * factor;
  }
  return { kernel, bias };
}
