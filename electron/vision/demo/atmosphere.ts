import type { Corner, DemoScene } from '../../../shared/domain/demo/scene.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import type { Canvas } from './canvas.ts';
import { materials } from './materials.ts';
import { smoothStep, tileMask, tileSize } from './noise.ts';

const gridPx = 16;
const smokeBrightness = 62;

/** Smoke and steam between camera and stand: clouds on a coarse grid, blended in, bilinear between the grid points. */
export function drawSmoke(canvas: Canvas, scene: DemoScene): void {
  if (scene.smoke <= 0) return;
  const { clouds } = materials();
  const random = seededRandom(scene.noiseSeed ^ 0x5a0ce);
  const { widthPx, heightPx, scale, data } = canvas;
  const columns = Math.ceil(widthPx / scale / gridPx) + 2;
  const rows = Math.ceil(heightPx / scale / gridPx) + 2;
  const offset = Math.floor(random() * tileSize * tileSize);
  const centreColumn = columns * (0.25 + 0.5 * random());
  const centreRow = rows * (0.25 + 0.5 * random());
  const opacity = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cloud = clouds[((row * 2 + (offset >> 9)) & tileMask) * tileSize + ((column * 1.6 + offset) & tileMask)]!;
      const away = Math.hypot((column - centreColumn) / columns, (row - centreRow) / rows);
      opacity[row * columns + column] = scene.smoke * smoothStep(-0.7, 0.7, cloud + 0.9 - 2.2 * away);
    }
  }
  const perPx = 1 / (scale * gridPx);
  const line = new Float32Array(columns);
  for (let y = 0; y < heightPx; y++) {
    const place = (y + 0.5) * perPx;
    const row = place | 0;
    const down = place - row;
    for (let column = 0; column < columns; column++) {
      const above = opacity[row * columns + column]!;
      line[column] = above + (opacity[(row + 1) * columns + column]! - above) * down;
    }
    for (let x = 0, at = y * widthPx; x < widthPx; x++, at++) {
      const across = (x + 0.5) * perPx;
      const column = across | 0;
      const here = line[column]! + (line[column + 1]! - line[column]!) * (across - column);
      data[at] = data[at]! + (smokeBrightness - data[at]!) * here;
    }
  }
}

const cornerPlace: Readonly<Record<Corner, { readonly right: number; readonly bottom: number }>> = {
  'top-right': { right: 1, bottom: 0 },
  'bottom-left': { right: 0, bottom: 1 },
  'bottom-right': { right: 1, bottom: 1 },
};

/** A rag or a splash on the protective window: one corner dark, with a ragged, unsharp rim. */
export function drawCoveredCorner(canvas: Canvas, scene: DemoScene): void {
  if (scene.coveredCorner === null) return;
  const { clouds } = materials();
  const { corner, sizePx } = scene.coveredCorner;
  const { right, bottom } = cornerPlace[corner];
  const { widthPx, heightPx, scale, data } = canvas;
  const reach = Math.ceil(sizePx * 1.5 * scale);
  const yFrom = bottom === 1 ? Math.max(0, heightPx - reach) : 0;
  const yTo = bottom === 1 ? heightPx : Math.min(heightPx, reach);
  const xFrom = right === 1 ? Math.max(0, widthPx - reach) : 0;
  const xTo = right === 1 ? widthPx : Math.min(widthPx, reach);
  for (let y = yFrom; y < yTo; y++) {
    const fromEdgeY = (bottom === 1 ? heightPx - y : y) / scale;
    for (let x = xFrom; x < xTo; x++) {
      const fromEdgeX = (right === 1 ? widthPx - x : x) / scale;
      const ragged =
        0.18 * clouds[((fromEdgeY * 0.3) & tileMask) * tileSize + ((fromEdgeX * 0.3 + sizePx) & tileMask)]!;
      const inside = 1 - Math.hypot(fromEdgeX, fromEdgeY) / sizePx + ragged;
      const at = y * widthPx + x;
      data[at] = data[at]! + (3 - data[at]!) * smoothStep(-0.08, 0.08, inside);
    }
  }
}
