export { decodeModel, encodeModel } from './codec.ts';
export { float32Tensor, int64Tensor, tensorNumbers } from './tensor.ts';
export * from './types.ts';
