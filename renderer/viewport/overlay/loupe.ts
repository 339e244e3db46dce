import type { Box } from '../../../shared/domain/box.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { type Handle, handlePoint } from '../shapes.ts';
import type { ToolState } from '../tools/state.ts';
import { type Point, toImage, type View } from '../view.ts';
import type { Colours } from './colours.ts';
import type { Rectangle } from './tag-place.ts';

const sidePx = 184;
const marginPx = 12;
/** CSS pixels an image pixel has in the loupe at least. */
const leastScale = 4;

/** Where the hand is: the pointer, or what keys moved last (the crosshair, a corner of the selected box) until the pointer moves again. */
export type Hand = { readonly pointer: Point | null; readonly keyCorner: Handle | null };

/** The image point the loupe is on; null: there is nothing to look at closely. */
export function loupePoint(
  { pointer, keyCorner }: Hand,
  tool: ToolState,
  selected: Box | null,
  view: View,
): Point | null {
  if (tool.name !== 'drawing' && keyCorner && selected) return handlePoint(selected, keyCorner);
  if (pointer) return toImage(view, pointer);
  return tool.name === 'drawing' ? tool.cursor : null;
}

/** In the stage's right upper corner, or the left one while the pointer is on the right: never over what is looked at. */
export function loupePlace(pointer: Point, stage: Size): Rectangle {
  const isRight = pointer.x < stage.widthPx / 2;
  const left = isRight ? Math.max(marginPx, stage.widthPx - marginPx - sidePx) : marginPx;
  return { left, top: marginPx, right: left + sidePx, bottom: marginPx + sidePx };
}

/** The image point in the middle of the loupe, at twice the view's scale or more. */
export function loupeView(at: Point, place: Rectangle, viewScale: number): View {
  const scale = Math.max(leastScale, viewScale * 2);
  const middle = { x: (place.left + place.right) / 2, y: (place.top + place.bottom) / 2 };
  return { scale, left: middle.x - at.x * scale, top: middle.y - at.y * scale, isFit: false };
}

/** A frame, and a small cross at the point that is looked at. */
export function paintLoupeFrame(canvas: CanvasRenderingContext2D, place: Rectangle, colours: Colours): void {
  const [x, y] = [(place.left + place.right) / 2, (place.top + place.bottom) / 2];
  const cross = new Path2D();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ]) {
    cross.moveTo(x + dx * 6, y + dy * 6);
    cross.lineTo(x + dx * 22, y + dy * 22);
  }
  const frame = new Path2D();
  frame.rect(place.left, place.top, sidePx, sidePx);
  for (const [width, colour] of [
    [3, colours.caseDark],
    [1, colours.caseLight],
  ] as const) {
    canvas.lineWidth = width;
    canvas.strokeStyle = colour;
    canvas.stroke(frame);
    canvas.stroke(cross);
  }
}
