export { differentiableKinds, gradients } from './gradients/differentiate.ts';
export { createGraph, type Graph } from './graph.ts';
export { onnxModel } from './onnx-model.ts';
export { type Operand, type Operators, operators } from './operators/index.ts';
export { normEpsilon } from './operators/spatial.ts';
export { type Dimension, fixedShape, type Shape, sizeOf, type Value } from './value.ts';
