import { type CameraView, demoImageSize, type Pose } from './scene.ts';

/** Where a point of the first view lies in a later one: turned and zoomed about the image centre, then shifted. */
export function pointInView(view: CameraView, xPx: number, yPx: number): { xPx: number; yPx: number } {
  const centreX = demoImageSize.widthPx / 2;
  const centreY = demoImageSize.heightPx / 2;
  const cos = Math.cos(view.rotationRad) * view.zoom;
  const sin = Math.sin(view.rotationRad) * view.zoom;
  return {
    xPx: centreX + (xPx - centreX) * cos - (yPx - centreY) * sin + view.shiftXPx,
    yPx: centreY + (xPx - centreX) * sin + (yPx - centreY) * cos + view.shiftYPx,
  };
}

export function poseInView(view: CameraView, pose: Pose): Pose {
  const front = pointInView(view, pose.frontXPx, pose.frontYPx);
  return {
    frontXPx: front.xPx,
    frontYPx: front.yPx,
    angleRad: pose.angleRad + view.rotationRad,
    lengthPx: pose.lengthPx * view.zoom,
  };
}
