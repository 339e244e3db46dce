import type { Box } from '../../shared/domain/box.ts';
import type { Size } from '../../shared/domain/size.ts';

export type Point = { readonly x: number; readonly y: number };

/**
 * Where the picture lies on the stage: image point (x, y) is drawn at (left + x * scale, top + y * scale), in CSS pixels. `isFit`: the
 * whole picture, again after the stage changed its size.
 */
export type View = { readonly scale: number; readonly left: number; readonly top: number; readonly isFit: boolean };

/** What is looked at, whatever the stage: an image point in the middle of it, and CSS pixels for an image pixel. Null: the whole picture. */
export type Sight = { readonly middle: Point; readonly scale: number } | null;

const marginPx = 8;
/** CSS pixels an image pixel is drawn with at most. */
const largestScale = 32;
/** Share of the stage that may lie empty beside a picture that is larger than it, so that a corner can be brought to the middle. */
const emptyShare = 0.3;

export function toStage(view: View, { x, y }: Point): Point {
  return { x: view.left + x * view.scale, y: view.top + y * view.scale };
}

export function toImage(view: View, { x, y }: Point): Point {
  return { x: (x - view.left) / view.scale, y: (y - view.top) / view.scale };
}

/** The whole picture, in the middle of the stage. */
export function fitView(picture: Size, stage: Size): View {
  const scale = fitScale(picture, stage);
  return {
    scale,
    left: (stage.widthPx - picture.widthPx * scale) / 2,
    top: (stage.heightPx - picture.heightPx * scale) / 2,
    isFit: true,
  };
}

function fitScale(picture: Size, stage: Size): number {
  const across = Math.max(1, stage.widthPx - 2 * marginPx) / picture.widthPx;
  const down = Math.max(1, stage.heightPx - 2 * marginPx) / picture.heightPx;
  return Math.min(across, down, largestScale);
}

/** Scales the view, the image point under `at` (stage, CSS pixels) stays where it is; never smaller than the whole picture or 1:1. */
export function zoomAt(view: View, at: Point, scale: number, picture: Size, stage: Size, pixelRatio: number): View {
  const smallest = Math.min(fitScale(picture, stage), 1 / pixelRatio);
  const next = Math.min(largestScale, Math.max(smallest, scale));
  const under = toImage(view, at);
  const moved = { scale: next, left: at.x - under.x * next, top: at.y - under.y * next, isFit: false };
  return keptInSight(moved, picture, stage);
}

/** One image pixel on one pixel of the screen, the middle of the stage stays. */
export function oneToOne(view: View, picture: Size, stage: Size, pixelRatio: number): View {
  return zoomAt(view, { x: stage.widthPx / 2, y: stage.heightPx / 2 }, 1 / pixelRatio, picture, stage, pixelRatio);
}

/** The box in the middle, over two fifths of the stage. */
export function zoomToBox(box: Box, picture: Size, stage: Size, pixelRatio: number): View {
  const width = Math.max(1, box.xMax - box.xMin);
  const height = Math.max(1, box.yMax - box.yMin);
  const wanted = Math.min((stage.widthPx * 0.4) / width, (stage.heightPx * 0.4) / height, 8);
  const smallest = Math.min(fitScale(picture, stage), 1 / pixelRatio);
  const scale = Math.min(largestScale, Math.max(smallest, wanted));
  const view = {
    scale,
    left: stage.widthPx / 2 - ((box.xMin + box.xMax) / 2) * scale,
    top: stage.heightPx / 2 - ((box.yMin + box.yMax) / 2) * scale,
    isFit: false,
  };
  return keptInSight(view, picture, stage);
}

export function sightOf(view: View, stage: Size): Sight {
  if (view.isFit) return null;
  return { middle: toImage(view, { x: stage.widthPx / 2, y: stage.heightPx / 2 }), scale: view.scale };
}

/** The view of a stage on what another stage looks at. */
export function viewOfSight(sight: Sight, picture: Size, stage: Size): View {
  if (sight === null) return fitView(picture, stage);
  const { middle, scale } = sight;
  const left = stage.widthPx / 2 - middle.x * scale;
  return keptInSight({ scale, left, top: stage.heightPx / 2 - middle.y * scale, isFit: false }, picture, stage);
}

export function panBy(view: View, dx: number, dy: number, picture: Size, stage: Size): View {
  return keptInSight({ ...view, left: view.left + dx, top: view.top + dy, isFit: false }, picture, stage);
}

/** Share of the stage that one step by key moves the picture by. */
const lookShare = 0.125;

/** A step to the left, right, up or down of what is seen; the whole picture stays as it is. */
export function lookAside(view: View, across: -1 | 0 | 1, down: -1 | 0 | 1, picture: Size, stage: Size): View {
  if (view.isFit) return view;
  return panBy(view, -across * lookShare * stage.widthPx, -down * lookShare * stage.heightPx, picture, stage);
}

/** The least movement that brings an image point on the stage, with a little around it. */
export function revealPoint(view: View, point: Point, picture: Size, stage: Size): View {
  const margin = Math.min(40, stage.widthPx / 4, stage.heightPx / 4);
  const { x, y } = toStage(view, point);
  const dx = x < margin ? margin - x : x > stage.widthPx - margin ? stage.widthPx - margin - x : 0;
  const dy = y < margin ? margin - y : y > stage.heightPx - margin ? stage.heightPx - margin - y : 0;
  return dx === 0 && dy === 0 ? view : panBy(view, dx, dy, picture, stage);
}

function keptInSight(view: View, picture: Size, stage: Size): View {
  return {
    ...view,
    left: along(view.left, picture.widthPx * view.scale, stage.widthPx),
    top: along(view.top, picture.heightPx * view.scale, stage.heightPx),
  };
}

/** A picture smaller than the stage lies in its middle; a larger one covers it but for `emptyShare`. */
function along(start: number, extent: number, stage: number): number {
  if (extent <= stage) return (stage - extent) / 2;
  const empty = stage * emptyShare;
  return Math.min(empty, Math.max(stage - extent - empty, start));
}
