/** A picture being drawn: linear brightness, 0 black, around 255 white, rows from the top. `scale` is canvas pixels by source pixel. */
export type Canvas = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly scale: number;
  readonly data: Float32Array;
};

export function createCanvas(size: { readonly widthPx: number; readonly heightPx: number }, scale: number): Canvas {
  const widthPx = Math.round(size.widthPx * scale);
  const heightPx = Math.round(size.heightPx * scale);
  return { widthPx, heightPx, scale, data: new Float32Array(widthPx * heightPx) };
}

/** Whole canvas pixels whose centres can lie between two source coordinates. */
export function pixelRange(fromPx: number, toPx: number, scale: number, limit: number): readonly [number, number] {
  return [Math.max(0, Math.floor(fromPx * scale - 0.5)), Math.min(limit, Math.ceil(toPx * scale + 0.5))];
}
