import type { Box } from '../../../shared/domain/box.ts';
import type { Size } from '../../../shared/domain/size.ts';

/** x' = xx * x + xy * y + x0, y' = yx * x + yy * y + y0, in pixels with the corner of the first pixel at 0. */
export type Affine = {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
};

export const identity: Affine = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

/** The transform that does `first`, then `second`. */
export function followedBy(first: Affine, second: Affine): Affine {
  return {
    xx: second.xx * first.xx + second.xy * first.yx,
    xy: second.xx * first.xy + second.xy * first.yy,
    x0: second.xx * first.x0 + second.xy * first.y0 + second.x0,
    yx: second.yx * first.xx + second.yy * first.yx,
    yy: second.yx * first.xy + second.yy * first.yy,
    y0: second.yx * first.x0 + second.yy * first.y0 + second.y0,
  };
}

export function inverse({ xx, xy, x0, yx, yy, y0 }: Affine): Affine {
  const determinant = xx * yy - xy * yx;
  if (determinant === 0) throw new Error('An affine transform that flattens the picture has no inverse');
  return {
    xx: yy / determinant,
    xy: -xy / determinant,
    x0: (xy * y0 - yy * x0) / determinant,
    yx: -yx / determinant,
    yy: xx / determinant,
    y0: (yx * x0 - xx * y0) / determinant,
  };
}

export function isIdentity(transform: Affine): boolean {
  return (Object.keys(identity) as (keyof Affine)[]).every((key) => transform[key] === identity[key]);
}

export function translation(x: number, y: number): Affine {
  return { ...identity, x0: x, y0: y };
}

/** Scales about the origin. */
export function scaling(x: number, y: number): Affine {
  return { ...identity, xx: x, yy: y };
}

/** Does `transform` as if the middle of the picture were the origin. */
export function aboutCentre(transform: Affine, { widthPx, heightPx }: Size): Affine {
  const toOrigin = translation(-widthPx / 2, -heightPx / 2);
  return followedBy(followedBy(toOrigin, transform), translation(widthPx / 2, heightPx / 2));
}

/** Turns about the origin; positive angles turn clockwise on the screen, where y points down. */
export function rotation(degrees: number): Affine {
  const angle = (degrees * Math.PI) / 180;
  return { xx: Math.cos(angle), xy: -Math.sin(angle), x0: 0, yx: Math.sin(angle), yy: Math.cos(angle), y0: 0 };
}

/** The box that encloses the four moved corners. */
export function enclosingBox({ xMin, yMin, xMax, yMax }: Box, { xx, xy, x0, yx, yy, y0 }: Affine): Box {
  const xs = [xx * xMin + xy * yMin, xx * xMax + xy * yMin, xx * xMin + xy * yMax, xx * xMax + xy * yMax];
  const ys = [yx * xMin + yy * yMin, yx * xMax + yy * yMin, yx * xMin + yy * yMax, yx * xMax + yy * yMax];
  return {
    xMin: Math.min(...xs) + x0,
    yMin: Math.min(...ys) + y0,
    xMax: Math.max(...xs) + x0,
    yMax: Math.max(...ys) + y0,
  };
}
