import type { Graph, Operation } from '../graph.ts';
import { operators } from '../operators/index.ts';
import { fixedShape, sameShape, sizeOf, type Value } from '../value.ts';
import { elementwiseRules } from './elementwise.ts';
import type { MultipleRule } from './rule.ts';
import { multipleShapingRules, shapingRules } from './shaping.ts';
import { multipleSpatialRules, spatialRules } from './spatial.ts';

const rules = { ...elementwiseRules, ...shapingRules, ...spatialRules };
const multipleRules = { ...multipleShapingRules, ...multipleSpatialRules };

/** The operations that can be differentiated. */
export const differentiableKinds: readonly string[] = [...Object.keys(rules), ...Object.keys(multipleRules)];

/** Adds to the graph the gradients of the sum of `target` at each of `sources`, by reverse-mode differentiation. */
export function gradients(graph: Graph, target: Value, sources: readonly Value[]): readonly Value[] {
  const ops = operators(graph);
  const operations = graph.operations.slice();
  const dependent = new Set(sources.map(({ name }) => name));
  for (const { inputs, outputs } of operations) {
    if (inputs.some((input) => input !== undefined && dependent.has(input.name)))
      for (const { name } of outputs) dependent.add(name);
  }

  const ones = fixedShape(target);
  const gradientOf = new Map([[target.name, graph.constant(new Float32Array(sizeOf(ones)).fill(1), ones)]]);
  for (const operation of operations.toReversed()) {
    const atOutputs = operation.outputs.map(({ name }) => gradientOf.get(name));
    if (atOutputs.every((gradient) => gradient === undefined)) continue;
    if (!operation.inputs.some((input) => input !== undefined && dependent.has(input.name))) continue;
    const atInputs = ruleOf(operation)(atOutputs, operation.inputs as readonly Value[], { graph, ops, operation });
    operation.inputs.forEach((input, index) => {
      const gradient = atInputs[index];
      if (input === undefined || gradient === undefined || !dependent.has(input.name)) return;
      if (!sameShape(gradient.shape, input.shape))
        throw new Error(
          `The gradient of ${operation.kind} at input ${index} is [${gradient.shape}], not [${input.shape}].`,
        );
      const before = gradientOf.get(input.name);
      gradientOf.set(input.name, before === undefined ? gradient : ops.add(before, gradient));
    });
  }
  return sources.map(({ name }) => {
    const gradient = gradientOf.get(name);
    if (gradient === undefined) throw new Error(`${target.name} does not depend on ${name}.`);
    return gradient;
  });
}

function ruleOf({ kind }: Operation): MultipleRule {
  const multiple = multipleRules[kind];
  if (multiple !== undefined) return multiple;
  const rule = rules[kind];
  if (rule === undefined) throw new Error(`There is no gradient rule for ${kind}.`);
  return ([gradient], inputs, context) => rule(gradient!, inputs, context);
}
