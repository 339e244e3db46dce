import type { Box } from '../../shared/domain/box.ts';
import type { Size } from '../../shared/domain/size.ts';
import { boxArea, clipBox } from '../../shared/geometry/index.ts';
import type { Point } from './view.ts';

/** Corners and the middles of edges, as on a compass. */
export type Handle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w';
export const handles: readonly Handle[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];
/** In the order in which a key takes one after the other. */
export const corners = ['nw', 'ne', 'se', 'sw'] as const;

export function handlePoint({ xMin, yMin, xMax, yMax }: Box, handle: Handle): Point {
  const x = handle.includes('w') ? xMin : handle.includes('e') ? xMax : (xMin + xMax) / 2;
  const y = handle.includes('n') ? yMin : handle.includes('s') ? yMax : (yMin + yMax) / 2;
  return { x, y };
}

/** The box between two opposite corners, on whole pixels, inside the picture; null where it has no area. */
export function boxBetween(a: Point, b: Point, picture: Size): Box | null {
  const box = clipBox(
    {
      xMin: Math.round(Math.min(a.x, b.x)),
      yMin: Math.round(Math.min(a.y, b.y)),
      xMax: Math.round(Math.max(a.x, b.x)),
      yMax: Math.round(Math.max(a.y, b.y)),
    },
    picture,
  );
  return boxArea(box) > 0 ? box : null;
}

/** Moved by whole pixels, its size kept, not beyond the picture's edges. */
export function movedBox(box: Box, dx: number, dy: number, picture: Size): Box {
  const x = between(Math.round(dx), -box.xMin, picture.widthPx - box.xMax);
  const y = between(Math.round(dy), -box.yMin, picture.heightPx - box.yMax);
  return { xMin: box.xMin + x, yMin: box.yMin + y, xMax: box.xMax + x, yMax: box.yMax + y };
}

function between(value: number, low: number, high: number): number {
  return Math.max(Math.min(low, 0), Math.min(Math.max(high, 0), value));
}

/** A handle brought to a point: its edges move to whole pixels, at least one pixel of the box stays, and nothing leaves the picture. */
export function resizedBox(box: Box, handle: Handle, to: Point, picture: Size): Box {
  const x = Math.min(picture.widthPx, Math.max(0, Math.round(to.x)));
  const y = Math.min(picture.heightPx, Math.max(0, Math.round(to.y)));
  return {
    xMin: handle.includes('w') ? Math.min(x, box.xMax - 1) : box.xMin,
    yMin: handle.includes('n') ? Math.min(y, box.yMax - 1) : box.yMin,
    xMax: handle.includes('e') ? Math.max(x, box.xMin + 1) : box.xMax,
    yMax: handle.includes('s') ? Math.max(y, box.yMin + 1) : box.yMax,
  };
}

export type Hit = { readonly id: string; readonly handle: Handle | null };
type Target = { readonly id: string; readonly box: Box; readonly isEditable: boolean };

/**
 * What lies under an image point: a handle of the selected box within `slop` image pixels, else the smallest box around the point, its
 * edges widened by `slop`.
 */
export function hitAt(targets: readonly Target[], point: Point, slop: number, selectedId: string | null): Hit | null {
  const selected = targets.find(({ id, isEditable }) => id === selectedId && isEditable);
  if (selected) {
    const near = handles
      .map((handle) => ({ handle, away: distance(handlePoint(selected.box, handle), point) }))
      .filter(({ away }) => away <= slop)
      .sort((a, b) => a.away - b.away)[0];
    if (near) return { id: selected.id, handle: near.handle };
  }
  const around = targets
    .filter(({ box }) => isAround(box, point, slop))
    .sort((a, b) => boxArea(a.box) - boxArea(b.box))[0];
  return around ? { id: around.id, handle: null } : null;
}

function isAround({ xMin, yMin, xMax, yMax }: Box, { x, y }: Point, slop: number): boolean {
  return x >= xMin - slop && x <= xMax + slop && y >= yMin - slop && y <= yMax + slop;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
