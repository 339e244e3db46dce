/**
 * Boxes a network proposes before suppression, flat because there are thousands: candidate i has the corners
 * `boxes[4i .. 4i + 3]` = x_min, y_min, x_max, y_max (pixels of one space, usually the network's), its confidence (0..1) and its
 * class. One box with several classes appears once for each.
 */
export type Candidates = {
  readonly count: number;
  readonly boxes: Float32Array;
  readonly confidences: Float32Array;
  readonly classIndexes: Int32Array;
};
