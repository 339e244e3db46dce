import type { Pose } from '../../../shared/domain/demo/scene.ts';
import { type Canvas, pixelRange } from './canvas.ts';
import { smoothStep } from './noise.ts';

/** A body's flat outline blended towards `brightness` with edges `softPx` wide: a shadow (factor) or a patch of light. */
export type SoftOutline = {
  readonly pose: Pose;
  readonly radiusPx: (along: number) => number;
  readonly softPx: number;
  readonly blend:
    | { readonly kind: 'multiply'; readonly factor: number }
    | { readonly kind: 'add'; readonly brightness: number };
};

export function drawSoftOutline(canvas: Canvas, outline: SoftOutline): void {
  const { scale, widthPx, data } = canvas;
  const { pose, softPx } = outline;
  const cos = Math.cos(pose.angleRad);
  const sin = Math.sin(pose.angleRad);
  const steps = 256;
  const radius = Float32Array.from({ length: steps + 1 }, (_, step) => outline.radiusPx(step / steps));
  const largest = radius.reduce((most, value) => Math.max(most, value), 0) + softPx;
  const endXPx = pose.frontXPx + pose.lengthPx * cos;
  const endYPx = pose.frontYPx + pose.lengthPx * sin;
  const [xFrom, xTo] = pixelRange(
    Math.min(pose.frontXPx, endXPx) - largest,
    Math.max(pose.frontXPx, endXPx) + largest,
    scale,
    widthPx,
  );
  const [yFrom, yTo] = pixelRange(
    Math.min(pose.frontYPx, endYPx) - largest,
    Math.max(pose.frontYPx, endYPx) + largest,
    scale,
    canvas.heightPx,
  );
  const multiply = outline.blend.kind === 'multiply';
  const amount = outline.blend.kind === 'multiply' ? outline.blend.factor - 1 : outline.blend.brightness;
  for (let y = yFrom; y < yTo; y++) {
    for (let x = xFrom; x < xTo; x++) {
      const dx = (x + 0.5) / scale - pose.frontXPx;
      const dy = (y + 0.5) / scale - pose.frontYPx;
      const along = dx * cos + dy * sin;
      const across = Math.abs(-dx * sin + dy * cos);
      const step = Math.min(steps, Math.max(0, Math.round((along / pose.lengthPx) * steps)));
      const inside = Math.min(radius[step]! - across, along, pose.lengthPx - along) / softPx + 0.5;
      if (inside <= 0) continue;
      const part = inside >= 1 ? 1 : inside * inside * (3 - 2 * inside);
      const at = y * widthPx + x;
      data[at] = multiply ? data[at]! * (1 + amount * part) : data[at]! + amount * part;
    }
  }
}

/** Glare of a lamp on a wet plate: an egg of light as long and high as a plug, thinner in front, fading to all sides. */
export function drawGlare(
  canvas: Canvas,
  glare: { readonly pose: Pose; readonly radiusPx: number; readonly brightness: number },
): void {
  const { scale, widthPx, data } = canvas;
  const { pose, radiusPx } = glare;
  const cos = Math.cos(pose.angleRad);
  const sin = Math.sin(pose.angleRad);
  const half = pose.lengthPx / 2;
  const centreX = pose.frontXPx + half * cos;
  const centreY = pose.frontYPx + half * sin;
  const reach = 1.3 * Math.max(half, radiusPx);
  const [xFrom, xTo] = pixelRange(centreX - reach, centreX + reach, scale, widthPx);
  const [yFrom, yTo] = pixelRange(centreY - reach, centreY + reach, scale, canvas.heightPx);
  for (let y = yFrom; y < yTo; y++) {
    for (let x = xFrom; x < xTo; x++) {
      const dx = (x + 0.5) / scale - centreX;
      const dy = (y + 0.5) / scale - centreY;
      const along = (dx * cos + dy * sin) / (1.15 * half);
      const across = (-dx * sin + dy * cos) / (1.15 * radiusPx * (1 + 0.35 * along));
      const away = Math.sqrt(along * along + across * across);
      if (away >= 1) continue;
      data[y * widthPx + x]! += glare.brightness * (1 - smoothStep(0.35, 1, away));
    }
  }
}

/** A filled ellipse, its rim anti-aliased: the cut face of a billet, a bolt's head. */
export function drawEllipse(
  canvas: Canvas,
  ellipse: {
    readonly centreXPx: number;
    readonly centreYPx: number;
    readonly alongPx: number;
    readonly acrossPx: number;
    readonly angleRad: number;
    readonly brightness: number;
    /** Brightness lost from the upper to the lower rim, as a share. */
    readonly falloff: number;
  },
): void {
  const { scale, widthPx, data } = canvas;
  const cos = Math.cos(ellipse.angleRad);
  const sin = Math.sin(ellipse.angleRad);
  const reach = Math.max(ellipse.alongPx, ellipse.acrossPx) + 1;
  const [xFrom, xTo] = pixelRange(ellipse.centreXPx - reach, ellipse.centreXPx + reach, scale, widthPx);
  const [yFrom, yTo] = pixelRange(ellipse.centreYPx - reach, ellipse.centreYPx + reach, scale, canvas.heightPx);
  const rimPx = Math.min(ellipse.alongPx, ellipse.acrossPx) * scale;
  for (let y = yFrom; y < yTo; y++) {
    for (let x = xFrom; x < xTo; x++) {
      const dx = (x + 0.5) / scale - ellipse.centreXPx;
      const dy = (y + 0.5) / scale - ellipse.centreYPx;
      const along = (dx * cos + dy * sin) / ellipse.alongPx;
      const across = (-dx * sin + dy * cos) / ellipse.acrossPx;
      const inside = (1 - Math.sqrt(along * along + across * across)) * rimPx + 0.5;
      if (inside <= 0) continue;
      const at = y * widthPx + x;
      const value = ellipse.brightness * (1 - ellipse.falloff * 0.5 * (across + 1));
      data[at] = inside >= 1 ? value : data[at]! + (value - data[at]!) * inside;
    }
  }
}
