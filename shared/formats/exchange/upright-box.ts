import type { Box } from '../../domain/box.ts';

/** `left`, `top`, `width`, `height` in pixels. */
export type Rectangle = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};
export type Point = readonly [x: number, y: number];

/** The smallest upright box that holds all points; null without a point. */
export function boxAround(points: readonly Point[]): Box | null {
  if (points.length === 0) return null;
  let [xMin, yMin, xMax, yMax] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [x, y] of points) {
    xMin = Math.min(xMin, x);
    yMin = Math.min(yMin, y);
    xMax = Math.max(xMax, x);
    yMax = Math.max(yMax, y);
  }
  return { xMin, yMin, xMax, yMax };
}

/**
 * The upright box around a rectangle that is turned clockwise (y pointing down) by `degrees` about `pivot`: its own centre in CVAT,
 * its upper left corner in Label Studio. Pixels, never shares of width and height: those have different lengths.
 */
export function boxAroundTurned(rectangle: Rectangle, degrees: number, pivot: Point): Box {
  const { left, top, width, height } = rectangle;
  const [sine, cosine] = sineAndCosine(degrees);
  const corners: Point[] = [
    [left, top],
    [left + width, top],
    [left + width, top + height],
    [left, top + height],
  ];
  return boxAround(
    corners.map(([x, y]): Point => {
      const [dx, dy] = [x - pivot[0], y - pivot[1]];
      return [pivot[0] + dx * cosine - dy * sine, pivot[1] + dx * sine + dy * cosine];
    }),
  )!;
}

/** The upright box around an ellipse of these half axes in pixels, turned clockwise by `degrees` about its centre. */
export function boxAroundEllipse(centre: Point, halfAxes: Point, degrees: number): Box {
  const [sine, cosine] = sineAndCosine(degrees);
  const x = Math.hypot(halfAxes[0] * cosine, halfAxes[1] * sine);
  const y = Math.hypot(halfAxes[0] * sine, halfAxes[1] * cosine);
  return { xMin: centre[0] - x, yMin: centre[1] - y, xMax: centre[0] + x, yMax: centre[1] + y };
}

/** Does a turn by so many degrees change anything? Full turns do not. */
export function isTurned(degrees: number): boolean {
  return degrees % 360 !== 0;
}

/** Exact for quarter turns, where the cosine of a float would leave 6e-17. */
function sineAndCosine(degrees: number): readonly [sine: number, cosine: number] {
  const quarter = (((degrees / 90) % 4) + 4) % 4;
  if (Number.isInteger(quarter))
    return (
      [
        [0, 1],
        [1, 0],
        [0, -1],
        [-1, 0],
      ] as const
    )[quarter]!;
  const radians = (degrees * Math.PI) / 180;
  return [Math.sin(radians), Math.cos(radians)];
}
