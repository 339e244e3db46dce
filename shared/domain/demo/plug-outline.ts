import type { SourceBox } from '../box.ts';
import { demoImageSize, type PlugShape, type Pose } from './scene.ts';

/** Radius of the plug at `along` (0 nose .. 1 back) as a share of its largest radius. */
export function plugRadius(shape: PlugShape, along: number): number {
  if (shape.groove !== null && Math.abs(along - shape.groove.position) < shape.groove.width / 2)
    return 0.88 * shape.backRadius;
  if (along >= shape.shoulder) {
    const back = (along - shape.shoulder) / (1 - shape.shoulder);
    return 1 + (shape.backRadius - 1) * back * back;
  }
  const nose = Math.max(0, along / shape.shoulder);
  // A blunt tip: the rounding rises as a circle does, the nose from the tip's radius to the shoulder.
  const rounding = Math.sqrt(Math.min(1, nose / 0.08) * (2 - Math.min(1, nose / 0.08)));
  return rounding * (shape.tipRadius + (1 - shape.tipRadius) * nose ** shape.noseExponent);
}

export function largestRadiusPx(shape: PlugShape, lengthPx: number): number {
  return (shape.thickness * lengthPx) / 2;
}

/** The plug's exact extent in the image: the hull of its turned outline, clipped to the image. Null when nothing of it is in view. */
export function plugBox(shape: PlugShape, pose: Pose): SourceBox | null {
  const cos = Math.cos(pose.angleRad);
  const sin = Math.sin(pose.angleRad);
  const radiusPx = largestRadiusPx(shape, pose.lengthPx);
  let xMin = Infinity;
  let yMin = Infinity;
  let xMax = -Infinity;
  let yMax = -Infinity;
  const steps = 2048;
  for (let step = 0; step <= steps; step++) {
    const along = step / steps;
    const radius = radiusPx * plugRadius(shape, along);
    const axisX = pose.frontXPx + along * pose.lengthPx * cos;
    const axisY = pose.frontYPx + along * pose.lengthPx * sin;
    for (const side of [-radius, radius]) {
      const x = axisX - side * sin;
      const y = axisY + side * cos;
      // The part outside the frame is not seen, so it does not count towards the extent of what is.
      if (x < -1 || x > demoImageSize.widthPx + 1) continue;
      xMin = Math.min(xMin, x);
      yMin = Math.min(yMin, y);
      xMax = Math.max(xMax, x);
      yMax = Math.max(yMax, y);
    }
  }
  xMin = Math.max(0, xMin);
  yMin = Math.max(0, yMin);
  xMax = Math.min(demoImageSize.widthPx, xMax);
  yMax = Math.min(demoImageSize.heightPx, yMax);
  return xMax > xMin && yMax > yMin ? { xMin, yMin, xMax, yMax } : null;
}
