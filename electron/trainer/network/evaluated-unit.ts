import { type Graph, operators, type Value } from '../graph/index.ts';
import type { UnitBuilder } from './forward.ts';
import { named } from './parameters.ts';

/** Units whose weights and running statistics are inputs. */
export function evaluatedUnits(graph: Graph, tensors: ReadonlyMap<string, Value>): UnitBuilder {
  const ops = operators(graph);
  return (x, { name, normalised }, _, stride) => {
    if (!normalised) return ops.conv(x, named(tensors, `${name}.weight`), named(tensors, `${name}.bias`));
    const convolved = ops.conv(x, named(tensors, `${name}.conv.weight`), undefined, { stride });
    const norm = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => named(tensors, `${name}.bn.${part}`));
    return ops.silu(ops.fixedNorm(convolved, norm[0]!, norm[1]!, norm[2]!, norm[3]!));
  };
}
