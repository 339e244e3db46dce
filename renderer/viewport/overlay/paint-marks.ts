import type { Box } from '../../../shared/domain/box.ts';
import { handlePoint, handles } from '../shapes.ts';
import { toStage, type View } from '../view.ts';
import type { OverlayMark } from './boxes.ts';
import type { Colours } from './colours.ts';
import { onStage } from './paint-boxes.ts';

/** Handles of the selected box; the corner that arrows move is filled with its own colour. */
export function paintHandles(
  canvas: CanvasRenderingContext2D,
  view: View,
  box: Box,
  colours: Colours,
  held: string | null,
): void {
  canvas.lineWidth = 1.5;
  canvas.strokeStyle = colours.caseDark;
  for (const handle of handles) {
    const { x, y } = toStage(view, handlePoint(box, handle));
    const half = handle === held ? 6 : 4;
    canvas.fillStyle = handle === held ? colours.truth : colours.caseLight;
    canvas.fillRect(x - half, y - half, 2 * half, 2 * half);
    canvas.strokeRect(x - half, y - half, 2 * half, 2 * half);
  }
}

/** Region, taught place and tolerance: white over dark, told apart by their dashes. */
export function paintMarks(
  canvas: CanvasRenderingContext2D,
  view: View,
  marks: readonly OverlayMark[],
  colours: Colours,
): void {
  const dashes = { region: [2, 4], taught: [5, 4], tolerance: [] };
  for (const { kind, shape } of marks) {
    const path = new Path2D();
    if ('box' in shape) {
      const { left, top, right, bottom } = onStage(view, shape.box);
      path.rect(left, top, right - left, bottom - top);
    } else {
      const { x, y } = toStage(view, shape.centre);
      path.ellipse(x, y, shape.radiusPx * view.scale, shape.radiusPx * view.scale, 0, 0, 2 * Math.PI);
    }
    canvas.setLineDash([]);
    canvas.globalAlpha = 0.6;
    canvas.lineWidth = 3;
    canvas.strokeStyle = colours.caseDark;
    canvas.stroke(path);
    canvas.globalAlpha = 1;
    canvas.setLineDash(dashes[kind]);
    canvas.lineWidth = 1.25;
    canvas.strokeStyle = colours.caseLight;
    canvas.stroke(path);
  }
  canvas.setLineDash([]);
}
