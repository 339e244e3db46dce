import type { Box } from '../../../shared/domain/box.ts';
import { toStage, type View } from '../view.ts';
import type { OverlayBox } from './boxes.ts';
import type { Colours } from './colours.ts';
import { fullLines, isSeen, type Line, pieces, reachPx, thinLines } from './frame-lines.ts';
import type { Rectangle } from './tag-place.ts';

/**
 * Boxes as filled rectangles on whole pixels of the screen, all dark lines first, then the light ones, then the colours: sharp, clean at the
 * corners, and half the work of stroking dashes. What lies outside `inside` costs nothing, however large the box.
 */
export function paintBoxes(
  canvas: CanvasRenderingContext2D,
  view: View,
  boxes: readonly OverlayBox[],
  colours: Colours,
  inside: Rectangle,
  pixelRatio: number,
): void {
  const seen = boxes
    .map(({ kind, isThin, box }) => ({ kind, isThin: isThin ?? false, at: onStage(view, box) }))
    .filter(({ at }) => isSeen(at, inside));
  if (seen.length === 0) return;
  const colourOf = {
    dark: { predicted: colours.caseDark, truth: colours.caseDark },
    light: { predicted: colours.caseLight, truth: colours.caseLight },
    colour: { predicted: colours.predicted, truth: colours.truth },
  };
  canvas.save();
  canvas.setTransform(1, 0, 0, 1, 0, 0);
  for (const part of ['dark', 'light', 'colour'] as const) {
    for (const kind of ['predicted', 'truth'] as const) {
      canvas.fillStyle = colourOf[part][kind];
      for (const box of seen) {
        if (box.kind !== kind) continue;
        const line = (box.isThin ? thinLines : fullLines)[part];
        fillFrame(canvas, box.at, line, kind === 'truth', inside, pixelRatio);
      }
    }
  }
  canvas.restore();
}

function fillFrame(
  canvas: CanvasRenderingContext2D,
  box: Rectangle,
  line: Line,
  isDashed: boolean,
  inside: Rectangle,
  pixelRatio: number,
): void {
  const onScreen = (px: number) => Math.round(px * pixelRatio);
  const [left, right, top, bottom] = [box.left, box.right, box.top, box.bottom].map(onScreen);
  const before = onScreen(line.before);
  const width = Math.max(1, onScreen(line.width));
  const reach = { before, after: width - before };
  const dashes = isDashed ? { longerPx: line.longer * pixelRatio, pixelRatio } : null;
  const seen = (low: number, high: number) => ({ low: onScreen(low - reachPx), high: onScreen(high + reachPx) });
  for (const [from, to] of pieces({ start: left, end: right, ...seen(inside.left, inside.right) }, reach, dashes)) {
    canvas.fillRect(from, top - before, to - from, width);
    canvas.fillRect(from, bottom - before, to - from, width);
  }
  for (const [from, to] of pieces({ start: top, end: bottom, ...seen(inside.top, inside.bottom) }, reach, dashes)) {
    canvas.fillRect(left - before, from, width, to - from);
    canvas.fillRect(right - before, from, width, to - from);
  }
}

export function onStage(view: View, { xMin, yMin, xMax, yMax }: Box): Rectangle {
  const first = toStage(view, { x: xMin, y: yMin });
  const last = toStage(view, { x: xMax, y: yMax });
  return { left: first.x, top: first.y, right: last.x, bottom: last.y };
}
