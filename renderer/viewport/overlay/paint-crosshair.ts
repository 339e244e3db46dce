import { type Point, toStage, type View } from '../view.ts';
import type { Colours } from './colours.ts';
import { paintTag, type TextWidths } from './paint-tags.ts';
import type { Rectangle } from './tag-place.ts';

/** Lines across the whole picture through the cursor, light over dark, and where it is in source pixels. */
export function paintCrosshair(
  canvas: CanvasRenderingContext2D,
  view: View,
  cursor: Point,
  colours: Colours,
  widths: TextWidths,
  inside: Rectangle,
): void {
  const at = toStage(view, cursor);
  const [x, y] = [Math.round(at.x) + 0.5, Math.round(at.y) + 0.5];
  const path = new Path2D();
  path.moveTo(inside.left, y);
  path.lineTo(inside.right, y);
  path.moveTo(x, inside.top);
  path.lineTo(x, inside.bottom);
  canvas.globalAlpha = 0.55;
  canvas.lineWidth = 3;
  canvas.strokeStyle = colours.caseDark;
  canvas.stroke(path);
  canvas.globalAlpha = 1;
  canvas.lineWidth = 1;
  canvas.strokeStyle = colours.caseLight;
  canvas.stroke(path);
  const words = `x ${Math.round(cursor.x)} y ${Math.round(cursor.y)}`;
  const width = widths.of(words, colours.font) + 12;
  // On the side of the cursor where there is room.
  const left = x + 8 + width <= inside.right ? x + 8 : x - 8 - width;
  const top = y + 28 <= inside.bottom ? y + 8 : y - 28;
  paintTag(canvas, words, { left, top }, width, {
    ground: colours.chip,
    ink: colours.onChip,
    font: colours.font,
    edge: null,
  });
}
