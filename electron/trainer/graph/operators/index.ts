import type { Graph } from '../graph.ts';
import { composites } from './composites.ts';
import { elementwise } from './elementwise.ts';
import { reductions } from './reductions.ts';
import { shaping } from './shaping.ts';
import { spatial } from './spatial.ts';

export type { Operand } from './elementwise.ts';

/** Every operator, bound to a graph: `const { add, mul } = operators(graph)`. */
export function operators(graph: Graph) {
  return { ...elementwise(graph), ...shaping(graph), ...reductions(graph), ...spatial(graph), ...composites(graph) };
}
export type Operators = ReturnType<typeof operators>;
