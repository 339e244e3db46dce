/**
 * Shape of the detector. `width` 0.25 and `depth` 0.33 are the family's "n"; the demo uses width 0.125. (The family's m, l and x
 * also cap their channels, which this does not.)
 */
export type NetworkConfig = {
  readonly width: number;
  readonly depth: number;
  readonly classCount: number;
  readonly inputChannels: 1 | 3;
};

/** Height and width are multiples of 32. */
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

/** Modules (numbered as in the state dict, `model.<n>.`) whose weights do not change, and the whole network's state they are taken from. */
export type FrozenModules = { readonly modules: readonly number[]; readonly state: NetworkState };

/** Names of the graphs' inputs and outputs; shapes in brackets: N batch, M boxes (any number), A anchors, C channels, K classes. */
export const graphNames = {
  /** [N, C, H, W], 0..1. */
  images: 'images',
  /** [N, M, 4], corners in network pixels; rows of zeros fill up. */
  boxes: 'boxes',
  /** [N, M, K], one-hot; rows of zeros fill up. */
  classes: 'classes',
  /** Flat, as `NetworkLayout` says. */
  decayed: 'decayed',
  undecayed: 'undecayed',
  statistics: 'statistics',
  /** [5]: box, class and distribution loss (weighted, as the family prints them), sum of target scores (at least 1), positive anchors. */
  losses: 'losses',
  /** Flat; gradient of batch size x (box + class + distribution loss). */
  decayedGradient: 'decayed_gradient',
  undecayedGradient: 'undecayed_gradient',
  /** Flat, in the layout of `statistics`: mean and unbiased variance of this batch. */
  batchStatistics: 'batch_statistics',
  /** [N, 4, A], corners in network pixels. */
  predictedBoxes: 'predicted_boxes',
  /** [N, K, A], 0..1. */
  predictedScores: 'predicted_scores',
} as const;

/** One training step as an ONNX model: images, boxes, classes, decayed, undecayed -> losses, both gradients, batchStatistics. */
export type TrainingStep = {
  readonly model: Uint8Array;
  /** The trainable part only, which is what the flat inputs and outputs hold. */
  readonly layout: NetworkLayout;
};

/** What an exported model says about itself. */
export type ModelMetadata = {
  readonly classNames: readonly string[];
  readonly description: string;
  readonly author: string;
  readonly license: string;
  readonly version: string;
  /** Our own facts, written as JSON with sorted keys under the key `plugsight`. */
  readonly plugsight: Readonly<Record<string, unknown>>;
};
