import type { Box } from '../domain/box.ts';
import type { Size } from '../domain/size.ts';

/** A box as YOLO text gives it: centre and size as shares of the image's width and height, 0..1. */
export type NormalisedBox = {
  readonly xCentre: number;
  readonly yCentre: number;
  readonly width: number;
  readonly height: number;
};

export function cornersFromNormalised(box: NormalisedBox, size: Size): Box {
  return {
    xMin: (box.xCentre - box.width / 2) * size.widthPx,
    yMin: (box.yCentre - box.height / 2) * size.heightPx,
    xMax: (box.xCentre + box.width / 2) * size.widthPx,
    yMax: (box.yCentre + box.height / 2) * size.heightPx,
  };
}

export function normalisedFromCorners(box: Box, size: Size): NormalisedBox {
  return {
    xCentre: (box.xMin + box.xMax) / 2 / size.widthPx,
    yCentre: (box.yMin + box.yMax) / 2 / size.heightPx,
    width: (box.xMax - box.xMin) / size.widthPx,
    height: (box.yMax - box.yMin) / size.heightPx,
  };
}

/** The part of a box that lies in an image of this size. A box wholly outside becomes one without area on the nearest edge. */
export function clipBox(box: Box, size: Size): Box {
  return {
    xMin: clamp(box.xMin, size.widthPx),
    yMin: clamp(box.yMin, size.heightPx),
    xMax: clamp(box.xMax, size.widthPx),
    yMax: clamp(box.yMax, size.heightPx),
  };
}

function clamp(value: number, limit: number): number {
  return Math.min(Math.max(value, 0), limit);
}

/** In square pixels; 0 for a box whose corners are exchanged. */
export function boxArea(box: Box): number {
  return Math.max(0, box.xMax - box.xMin) * Math.max(0, box.yMax - box.yMin);
}

/** Intersection over union, 0..1; 0 when neither box has an area. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.xMax, b.xMax) - Math.max(a.xMin, b.xMin);
  const height = Math.min(a.yMax, b.yMax) - Math.max(a.yMin, b.yMin);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  return intersection / (boxArea(a) + boxArea(b) - intersection);
}
