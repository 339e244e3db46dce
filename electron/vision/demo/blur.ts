import type { Canvas } from './canvas.ts';

/** Box blur with running sums, rows then columns, twice: close to a Gaussian, at a price that does not grow with the radius. */
export function blur(canvas: Canvas, radiusPx: number): void {
  const radius = Math.round(radiusPx * canvas.scale);
  if (radius < 1) return;
  const { widthPx, heightPx, data } = canvas;
  for (let pass = 0; pass < 2; pass++) {
    blurRows(data, widthPx, heightPx, radius);
    blurColumns(data, widthPx, heightPx, radius);
  }
}

function blurRows(data: Float32Array, widthPx: number, heightPx: number, radius: number): void {
  const line = new Float32Array(widthPx);
  const weight = 1 / (2 * radius + 1);
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx;
    line.set(data.subarray(row, row + widthPx));
    let sum = line[0]! * radius;
    for (let x = 0; x <= radius; x++) sum += line[Math.min(x, widthPx - 1)]!;
    for (let x = 0; x < widthPx; x++) {
      data[row + x] = sum * weight;
      sum += line[Math.min(x + radius + 1, widthPx - 1)]! - line[Math.max(x - radius, 0)]!;
    }
  }
}

/** All columns at once, row by row, so that memory is read in order. */
function blurColumns(data: Float32Array, widthPx: number, heightPx: number, radius: number): void {
  const source = data.slice();
  const weight = 1 / (2 * radius + 1);
  const sums = new Float64Array(widthPx);
  for (let y = -radius; y <= radius; y++) {
    const row = Math.min(Math.max(y, 0), heightPx - 1) * widthPx;
    for (let x = 0; x < widthPx; x++) sums[x]! += source[row + x]!;
  }
  for (let y = 0; y < heightPx; y++) {
    const entering = Math.min(y + radius + 1, heightPx - 1) * widthPx;
    const leaving = Math.max(y - radius, 0) * widthPx;
    for (let x = 0; x < widthPx; x++) {
      data[y * widthPx + x] = sums[x]! * weight;
      sums[x]! += source[entering + x]! - source[leaving + x]!;
    }
  }
}
