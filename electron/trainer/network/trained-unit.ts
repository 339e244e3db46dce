import { type Graph, operators, sizeOf, type Value } from '../graph/index.ts';
import type { UnitBuilder } from './forward.ts';
import { named } from './parameters.ts';

/**
 * Units whose weights are inputs and whose norms use the statistics of the batch. These statistics are collected by the name of the
 * running statistic they belong to, the variance unbiased, as PyTorch's running variance takes it.
 */
export function trainedUnits(graph: Graph, weights: ReadonlyMap<string, Value>) {
  const ops = operators(graph);
  const statistics = new Map<string, Value>();
  const build: UnitBuilder = (x, { name, outputs, normalised }, _, stride) => {
    if (!normalised) return ops.conv(x, named(weights, `${name}.weight`), named(weights, `${name}.bias`));
    const convolved = ops.conv(x, named(weights, `${name}.conv.weight`), undefined, { stride });
    const [scale, shift] = [named(weights, `${name}.bn.weight`), named(weights, `${name}.bn.bias`)];
    const { output, mean, variance } = ops.batchNorm(convolved, scale, shift);
    const count = sizeOf(convolved.shape as readonly number[]) / outputs;
    statistics.set(`${name}.bn.running_mean`, mean);
    statistics.set(`${name}.bn.running_var`, ops.mul(variance, count / (count - 1)));
    return ops.silu(output);
  };
  return { build, statistics };
}
