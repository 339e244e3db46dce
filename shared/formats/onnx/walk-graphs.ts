import type { OnnxGraph, OnnxModel, OnnxNode, OnnxTensor } from './types.ts';

export type GraphVisitor = {
  readonly node: (node: OnnxNode) => void;
  readonly tensor: (tensor: OnnxTensor) => void;
};

/** Visits every node and every stored tensor of a model: main graph, inner graphs (If, Loop) at any depth, functions. */
export function walkGraphs(model: OnnxModel, visitor: GraphVisitor): void {
  const graphs: OnnxGraph[] = [model.graph];
  const visitNode = (node: OnnxNode): void => {
    visitor.node(node);
    for (const { g, graphs: inner, t, tensors } of node.attribute) {
      for (const tensor of t === undefined ? tensors : [t, ...tensors]) visitor.tensor(tensor);
      graphs.push(...(g === undefined ? inner : [g, ...inner]));
    }
  };
  for (const own of model.functions) own.node.forEach(visitNode);
  for (let graph = graphs.pop(); graph !== undefined; graph = graphs.pop()) {
    graph.node.forEach(visitNode);
    graph.initializer.forEach(visitor.tensor);
    for (const { values, indices } of graph.sparseInitializer) {
      for (const part of [values, indices]) if (part !== undefined) visitor.tensor(part);
    }
  }
}
