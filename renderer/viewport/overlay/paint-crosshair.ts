import { type Point, toStage, type View } from '../view.ts';
import type { Colours } from './colours.ts';
import { paintTag, type Tags } from './paint-tags.ts';
import { type Rectangle, tagHeight } from './tag-place.ts';

/** Lines across the whole picture through the cursor, light over dark, and where it is in source pixels. */
export function paintCrosshair(
  canvas: CanvasRenderingContext2D,
  view: View,
  cursor: Point,
  colours: Colours,
  tags: Tags,
  inside: Rectangle,
): void {
  const at = toStage(view, cursor);
  const [x, y] = [Math.round(at.x), Math.round(at.y)];
  const [width, height] = [inside.right - inside.left, inside.bottom - inside.top];
  canvas.globalAlpha = 0.55;
  canvas.fillStyle = colours.caseDark;
  canvas.fillRect(inside.left, y - 1, width, 3);
  canvas.fillRect(x - 1, inside.top, 3, height);
  canvas.globalAlpha = 1;
  canvas.fillStyle = colours.caseLight;
  canvas.fillRect(inside.left, y, width, 1);
  canvas.fillRect(x, inside.top, 1, height);
  const tag = tags.chip(`x ${Math.round(cursor.x)} y ${Math.round(cursor.y)}`);
  // On the side of the cursor where there is room.
  const left = x + 8 + tag.width <= inside.right ? x + 8 : x - 8 - tag.width;
  const top = y + 8 + tagHeight <= inside.bottom ? y + 8 : y - 8 - tagHeight;
  paintTag(canvas, tag, { left, top });
}
