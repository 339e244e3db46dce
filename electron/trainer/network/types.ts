/** Shape of the detector. `width` 0.25 and `depth` 0.33 are the family's "n"; the demo uses width 0.125. */
export type NetworkConfig = {
  readonly width: number;
  readonly depth: number;
  readonly classCount: number;
  readonly inputChannels: 1 | 3;
};

export type NetworkInputShape = { readonly batch: number; readonly heightPx: number; readonly widthPx: number };

/** Tensors in the order in which they lie in a flat vector; names are those of the family's PyTorch state dict (`model.0.conv.weight`). */
export type TensorLayout = readonly { readonly name: string; readonly shape: readonly number[] }[];

/**
 * A network's state is three flat vectors: weights under weight decay (convolution kernels), weights without (norms, biases),
 * and running statistics (mean and variance of every norm).
 */
export type NetworkLayout = {
  readonly decayed: TensorLayout;
  readonly undecayed: TensorLayout;
  readonly statistics: TensorLayout;
};
export type NetworkState = {
  readonly decayed: Float32Array;
  readonly undecayed: Float32Array;
  readonly statistics: Float32Array;
};
