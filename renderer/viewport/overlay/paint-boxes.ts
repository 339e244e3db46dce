import type { Box } from '../../../shared/domain/box.ts';
import { handlePoint, handles } from '../shapes.ts';
import { toStage, type View } from '../view.ts';
import type { OverlayBox, OverlayMark } from './boxes.ts';
import type { Colours } from './colours.ts';
import type { Rectangle } from './tag-place.ts';

type Canvas = CanvasRenderingContext2D;

/** Widths in CSS pixels of the three lines under and over each other, and the dashes that let the light one stand out at their ends. */
const fullLines = { dark: 6, light: 4, colour: 2 };
const thinLines = { dark: 3, light: 2, colour: 1 };
const truthDashes = {
  dark: { pattern: [13, 5], offset: 1 },
  light: { pattern: [12, 6], offset: 0.5 },
  colour: { pattern: [11, 7], offset: 0 },
};

/** All boxes of one look as one path a line: 200 boxes cost what one does. */
export function paintBoxes(canvas: Canvas, view: View, boxes: readonly OverlayBox[], colours: Colours): void {
  for (const isThin of [true, false]) {
    for (const kind of ['predicted', 'truth'] as const) {
      const alike = boxes.filter((box) => box.kind === kind && (box.isThin ?? false) === isThin);
      if (alike.length === 0) continue;
      const path = new Path2D();
      for (const { box } of alike) addBox(path, view, box);
      const widths = isThin ? thinLines : fullLines;
      const line = (part: 'dark' | 'light' | 'colour', colour: string) => {
        const { pattern, offset } = truthDashes[part];
        canvas.setLineDash(kind === 'truth' ? pattern : []);
        canvas.lineDashOffset = kind === 'truth' ? offset : 0;
        canvas.lineWidth = widths[part];
        canvas.strokeStyle = colour;
        canvas.stroke(path);
      };
      line('dark', colours.caseDark);
      line('light', colours.caseLight);
      line('colour', kind === 'truth' ? colours.truth : colours.predicted);
    }
  }
  canvas.setLineDash([]);
}

function addBox(path: Path2D, view: View, box: Box): void {
  const { left, top, right, bottom } = onStage(view, box);
  path.rect(left, top, right - left, bottom - top);
}

export function onStage(view: View, { xMin, yMin, xMax, yMax }: Box): Rectangle {
  const first = toStage(view, { x: xMin, y: yMin });
  const last = toStage(view, { x: xMax, y: yMax });
  return { left: first.x, top: first.y, right: last.x, bottom: last.y };
}

/** Handles of the selected box; the corner that arrows move is filled with its own colour. */
export function paintHandles(canvas: Canvas, view: View, box: Box, colours: Colours, held: string | null): void {
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
export function paintMarks(canvas: Canvas, view: View, marks: readonly OverlayMark[], colours: Colours): void {
  const dashes = { region: [2, 4], taught: [5, 4], tolerance: [] };
  for (const { kind, shape } of marks) {
    const path = new Path2D();
    if ('box' in shape) addBox(path, view, shape.box);
    else {
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
