import type { Pose } from '../../../shared/domain/demo/scene.ts';
import { type Canvas, pixelRange } from './canvas.ts';
import { type Light, steelTones, toneIndex } from './light.ts';
import { tileMask } from './noise.ts';

/** A body turned about its axis (plug, spindle, roll, pipe), seen from the side. */
export type Revolution = {
  readonly pose: Pose;
  /** Radius in source pixels at 0 (front) .. 1 (back). */
  readonly radiusPx: (along: number) => number;
  readonly brightness: number;
  readonly gloss: number;
  /** 'concave' turns the normals inwards: a recess of the same outline, lit on its lower side. */
  readonly surface: 'convex' | 'concave';
  readonly skin: Skin | null;
};

/** What covers the surface: a noise tile, read along and around the axis, and turned grooves. */
export type Skin = {
  readonly tile: Float32Array;
  readonly tilesPerPx: number;
  readonly stretchAround: number;
  readonly offset: number;
  readonly strength: number;
  readonly groove: { readonly periodPx: number; readonly depth: number; readonly helix: number } | null;
};

const aroundSteps = 256;
const grooveSteps = 256;

/** Per-step tables along the axis (radius, slope terms) and around it; the pixel loop only looks up. */
function axisTables(body: Revolution, light: Light, scale: number) {
  const cos = Math.cos(body.pose.angleRad);
  const sin = Math.sin(body.pose.angleRad);
  const lightAlong = light.x * cos + light.y * sin;
  const lightAcross = -light.x * sin + light.y * cos;
  const turn = body.surface === 'convex' ? 1 : -1;
  const steps = Math.max(2, Math.ceil(body.pose.lengthPx * scale));
  const radius = new Float32Array(steps + 1);
  const slopeTerm = new Float32Array(steps + 1);
  const ringTerm = new Float32Array(steps + 1);
  let largest = 0;
  for (let step = 0; step <= steps; step++) {
    const along = step / steps;
    radius[step] = body.radiusPx(along) * scale;
    largest = Math.max(largest, radius[step]!);
    const reach = 0.006;
    const before = Math.max(0, along - reach);
    const after = Math.min(1, along + reach);
    const slope = (body.radiusPx(after) - body.radiusPx(before)) / ((after - before) * body.pose.lengthPx);
    const norm = 1 / Math.sqrt(1 + slope * slope);
    slopeTerm[step] = -turn * slope * norm * lightAlong;
    ringTerm[step] = norm;
  }
  const around = new Float32Array(aroundSteps + 1);
  const angle = new Float32Array(aroundSteps + 1);
  for (let step = 0; step <= aroundSteps; step++) {
    const across = (step / aroundSteps) * 2 - 1;
    around[step] = turn * across * lightAcross + Math.sqrt(Math.max(0, 1 - across * across)) * light.z;
    angle[step] = Math.asin(across);
  }
  return { cos, sin, steps, radius, slopeTerm, ringTerm, around, angle, largest };
}

function grooveTable(depth: number): Float32Array {
  return Float32Array.from(
    { length: grooveSteps },
    (_, step) => 1 - depth * (0.5 + 0.5 * Math.cos((2 * Math.PI * step) / grooveSteps)) ** 3,
  );
}

/** Draws the body over what is there, its rim anti-aliased over one canvas pixel. */
export function drawRevolution(canvas: Canvas, light: Light, body: Revolution): void {
  const { scale, widthPx, data } = canvas;
  const tables = axisTables(body, light, scale);
  const { cos, sin, steps, radius, slopeTerm, ringTerm, around, angle } = tables;
  const tones = steelTones(body.gloss);
  const { frontXPx, frontYPx, lengthPx } = body.pose;
  const reachPx = tables.largest / scale + 1;
  const endXPx = frontXPx + lengthPx * cos;
  const endYPx = frontYPx + lengthPx * sin;
  const [xFrom, xTo] = pixelRange(
    Math.min(frontXPx, endXPx) - reachPx,
    Math.max(frontXPx, endXPx) + reachPx,
    scale,
    widthPx,
  );
  const [yFrom, yTo] = pixelRange(
    Math.min(frontYPx, endYPx) - reachPx,
    Math.max(frontYPx, endYPx) + reachPx,
    scale,
    canvas.heightPx,
  );
  const skin = body.skin;
  const groove = skin?.groove ? grooveTable(skin.groove.depth) : null;
  const grooveRate = skin?.groove ? grooveSteps / (skin.groove.periodPx * scale) : 0;
  const grooveTwist = skin?.groove ? (skin.groove.helix * grooveSteps) / (2 * Math.PI) : 0;
  const alongRate = skin ? (skin.tilesPerPx * (tileMask + 1)) / scale : 0;
  const aroundRate = skin ? skin.tilesPerPx * (tileMask + 1) * skin.stretchAround * (tables.largest / scale) : 0;
  const tile = skin?.tile ?? null;
  const strength = skin?.strength ?? 0;
  const offset = skin?.offset ?? 0;
  const frontX = frontXPx * scale;
  const frontY = frontYPx * scale;

  for (let y = yFrom; y < yTo; y++) {
    const dy = y + 0.5 - frontY;
    let along = (xFrom + 0.5 - frontX) * cos + dy * sin;
    let across = -(xFrom + 0.5 - frontX) * sin + dy * cos;
    for (let at = y * widthPx + xFrom; at < y * widthPx + xTo; at++, along += cos, across -= sin) {
      if (along < 0 || along >= steps) continue;
      const step = along | 0;
      const here = radius[step]!;
      const distance = across < 0 ? -across : across;
      if (distance >= here + 0.5) continue;
      const side = here > 0.5 ? across / here : 0;
      const sideStep = side <= -1 ? 0 : side >= 1 ? aroundSteps : ((side + 1) * 0.5 * aroundSteps + 0.5) | 0;
      let value = body.brightness * tones[toneIndex(slopeTerm[step]! + ringTerm[step]! * around[sideStep]!)]!;
      if (tile !== null) {
        const turned = angle[sideStep]!;
        const row = (turned * aroundRate + offset) & tileMask;
        const column = (along * alongRate + offset * 3) & tileMask;
        value *= 1 + strength * tile[row * (tileMask + 1) + column]!;
        if (groove !== null)
          value *= groove[(along * grooveRate + turned * grooveTwist + 4096 * grooveSteps) & (grooveSteps - 1)]!;
      }
      const rim = here + 0.5 - distance;
      data[at] = rim >= 1 ? value : data[at]! + (value - data[at]!) * rim;
    }
  }
}
