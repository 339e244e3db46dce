import { type Graph, operators, type Value } from '../graph/index.ts';
import { type ConvolutionUnit, convolutionUnits } from './layout.ts';
import { type Module, networkModules } from './modules.ts';
import type { NetworkConfig } from './types.ts';

/** What the head says at one stride: logits of the side distributions [N, 4 x bins, h, w] and of the classes [N, K, h, w]. */
export type HeadLevel = { readonly sides: Value; readonly classes: Value };

/**
 * Builds one convolution with what follows it (norm and SiLU, or nothing). The same network is trained, evaluated and exported with
 * three builders, one of which is in each of `trained-unit.ts`, `evaluated-unit.ts` and `folded-unit.ts`.
 */
export type UnitBuilder = (x: Value, unit: ConvolutionUnit, module: number, stride: 1 | 2) => Value;

/** Adds the network to the graph; the three levels have strides 8, 16 and 32. */
export function networkForward(
  graph: Graph,
  config: NetworkConfig,
  images: Value,
  buildUnit: UnitBuilder,
): readonly HeadLevel[] {
  const modules = networkModules(config);
  const outputs: Value[] = [];
  let head: readonly HeadLevel[] = [];
  modules.forEach((module, index) => {
    const inputs = module.from.map((from) => (from === -1 ? (outputs[index - 1] ?? images) : outputs[from]!));
    const units = convolutionUnits(module, `model.${index}`);
    const unit = (x: Value, which: number, stride: 1 | 2 = 1) => buildUnit(x, units[which]!, index, stride);
    if (module.kind === 'detect') head = detectionHead(inputs, unit);
    else outputs.push(moduleForward(graph, module, inputs, unit));
  });
  return head;
}

type Unit = (x: Value, which: number, stride?: 1 | 2) => Value;

function moduleForward(
  graph: Graph,
  module: Exclude<Module, { kind: 'detect' }>,
  inputs: readonly Value[],
  unit: Unit,
) {
  const ops = operators(graph);
  const x = inputs[0]!;
  switch (module.kind) {
    case 'convolution':
      return unit(x, 0, module.stride);
    case 'upsample':
      return ops.upsample2(x);
    case 'concat':
      return ops.concat(inputs, 1);
    case 'c2f': {
      const half = module.outputs / 2;
      const parts = [...ops.split(unit(x, 0), [half, half], 1)];
      for (let repeat = 0; repeat < module.repeats; repeat++) {
        const last = parts.at(-1)!;
        const next = unit(unit(last, 2 + 2 * repeat), 3 + 2 * repeat);
        parts.push(module.shortcut ? ops.add(last, next) : next);
      }
      return unit(ops.concat(parts, 1), 1);
    }
    case 'sppf': {
      const pyramid = [unit(x, 0)];
      for (let repeat = 0; repeat < 3; repeat++) pyramid.push(ops.maxPool5(pyramid.at(-1)!));
      return unit(ops.concat(pyramid, 1), 1);
    }
  }
}

/** Units of the head: first the box branch, three of each level, then the class branch likewise. */
function detectionHead(levels: readonly Value[], unit: Unit): readonly HeadLevel[] {
  const branch = (x: Value, first: number) => unit(unit(unit(x, first), first + 1), first + 2);
  return levels.map((x, level) => {
    return { sides: branch(x, 3 * level), classes: branch(x, 3 * (levels.length + level)) };
  });
}
