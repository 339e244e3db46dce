/** What a batch holds; the trainer's own `Batch` fits. */
export type BatchParts = {
  readonly images: Float32Array;
  readonly boxes: Float32Array;
  readonly classes: Float32Array;
  readonly rows: number;
};

/** One batch in the order in which `plugsight_torch/stream.py` reads it; views, nothing is copied. */
export function batchBytes(batch: number, { images, boxes, classes, rows }: BatchParts): readonly Uint8Array[] {
  return [Int32Array.of(batch, rows), images, boxes, classes].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
}
