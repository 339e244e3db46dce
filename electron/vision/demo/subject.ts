import { assertNever } from '../../../shared/domain/assert-never.ts';
import { largestRadiusPx, plugRadius } from '../../../shared/domain/demo/plug-outline.ts';
import { type DemoScene, demoImageSize, type PlugShape, type Pose } from '../../../shared/domain/demo/scene.ts';
import { type Random, seededRandom } from '../../../shared/domain/random.ts';
import type { Canvas } from './canvas.ts';
import type { Light } from './light.ts';
import { materials } from './materials.ts';
import { drawRevolution, type Revolution, type Skin } from './revolution.ts';
import { drawEllipse, drawGlare, drawSoftOutline } from './soft-shapes.ts';
import { drawBeam } from './surroundings.ts';

const steelBrightness = 78;

function skin(random: Random, strength: number): Skin {
  return {
    tile: materials().grain,
    tilesPerPx: 1 / 700,
    stretchAround: 1.4,
    offset: Math.floor(random() * 4096),
    strength,
    groove: null,
  };
}

/** The part of the axis behind `pose`, as far as the right edge: where the spindle runs. */
function behind(pose: Pose): Pose {
  return {
    frontXPx: pose.frontXPx + (pose.lengthPx - 4) * Math.cos(pose.angleRad),
    frontYPx: pose.frontYPx + (pose.lengthPx - 4) * Math.sin(pose.angleRad),
    angleRad: pose.angleRad,
    lengthPx: demoImageSize.widthPx,
  };
}

function drawSpindle(canvas: Canvas, light: Light, pose: Pose, radiusPx: number, random: Random): void {
  drawRevolution(canvas, light, {
    pose,
    radiusPx: () => radiusPx,
    brightness: steelBrightness * (0.42 + 0.25 * random()),
    gloss: 0.2,
    surface: 'convex',
    skin: skin(random, 0.25),
  });
}

/** What the body hides from the lamp, on whatever lies below. */
function drawCastShadow(canvas: Canvas, pose: Pose, radiusPx: number): void {
  drawSoftOutline(canvas, {
    pose: { ...pose, frontXPx: pose.frontXPx + 10, frontYPx: pose.frontYPx + radiusPx * 0.55 },
    radiusPx: () => radiusPx * 0.8,
    softPx: radiusPx * 0.7,
    blend: { kind: 'multiply', factor: 0.45 },
  });
}

/** The plug alone, without spindle and shadow; its outline is the labelled one. */
export function plugBody(pose: Pose, shape: PlugShape, random: Random): Revolution {
  const radiusPx = largestRadiusPx(shape, pose.lengthPx);
  return {
    pose,
    radiusPx: (along) => radiusPx * plugRadius(shape, along),
    brightness: steelBrightness * shape.reflectance,
    gloss: 0.5,
    surface: 'convex',
    skin: skin(random, 0.2 + 0.4 * shape.scale),
  };
}

/** A turned body with a flat front face: the camera sees a sliver of the face as an ellipse. */
function drawBlunt(
  canvas: Canvas,
  light: Light,
  pose: Pose,
  shape: PlugShape,
  random: Random,
  radiusAt: (along: number) => number,
): void {
  const radiusPx = largestRadiusPx(shape, pose.lengthPx);
  drawCastShadow(canvas, pose, radiusPx);
  drawRevolution(canvas, light, {
    ...plugBody(pose, shape, random),
    radiusPx: (along) => radiusPx * radiusAt(along),
  });
  drawEllipse(canvas, {
    centreXPx: pose.frontXPx,
    centreYPx: pose.frontYPx,
    alongPx: radiusPx * radiusAt(0) * (0.18 + 0.16 * random()),
    acrossPx: radiusPx * radiusAt(0),
    angleRad: pose.angleRad,
    brightness: steelBrightness * shape.reflectance * (0.35 + 0.35 * random()),
    falloff: 0.4,
  });
}

/** A lit plate, so that what lies on it (a shadow, a recess) is seen. */
function drawPlateBehind(canvas: Canvas, scene: DemoScene, pose: Pose, radiusPx: number, random: Random): void {
  const margin = (): number => 40 + 420 * random() ** 2;
  const leftPx = margin();
  const topPx = margin();
  drawBeam(
    canvas,
    {
      xPx: pose.frontXPx - leftPx,
      yPx: pose.frontYPx - radiusPx - topPx,
      widthPx: pose.lengthPx + leftPx + margin(),
      heightPx: 2 * radiusPx + topPx + margin(),
      brightness: 35 + 55 * random(),
    },
    { ...scene.view, shiftXPx: 0, shiftYPx: 0, zoom: 1, rotationRad: 0 },
  );
}

/** Draws what lies on the pass line: the plug, nothing, or a thing that resembles one. */
export function drawSubject(canvas: Canvas, light: Light, scene: DemoScene): void {
  const { object } = scene;
  const random = seededRandom(scene.noiseSeed ^ 0x50b7ec7);
  if (object.kind === 'none') return;
  if (object.kind === 'retracted-spindle') {
    drawSpindle(canvas, light, object.pose, object.radiusPx, random);
    return;
  }
  const { pose, shape } = object;
  const radiusPx = largestRadiusPx(shape, pose.lengthPx);
  switch (object.kind) {
    case 'plug':
      if (!scene.misplaced) drawSpindle(canvas, light, behind(pose), radiusPx * shape.spindleRadius, random);
      drawCastShadow(canvas, pose, radiusPx);
      drawRevolution(canvas, light, plugBody(pose, shape, random));
      return;
    case 'bare-spindle':
      drawSpindle(canvas, light, behind(pose), radiusPx * shape.spindleRadius, random);
      drawBlunt(canvas, light, pose, shape, random, (along) => (along < 0.06 ? 0.92 : 1));
      return;
    case 'billet':
      drawBlunt(canvas, light, pose, shape, random, (along) =>
        Math.sqrt(Math.max(0, 1 - Math.max(0, (along - 0.93) / 0.07) ** 2)),
      );
      return;
    case 'roll-neck':
      drawSpindle(canvas, light, behind(pose), radiusPx * 1.05, random);
      drawBlunt(canvas, light, pose, shape, random, (along) =>
        along < 0.42 ? 0.38 : along < 0.44 ? 0.38 + (0.62 * (along - 0.42)) / 0.02 : 1,
      );
      return;
    case 'highlight':
      // A lamp's reflection: as wide as a plug and rounder.
      drawGlare(canvas, {
        pose: { ...pose, lengthPx: 0.6 * pose.lengthPx },
        radiusPx,
        brightness: 55 * shape.reflectance,
      });
      return;
    case 'shadow':
      drawPlateBehind(canvas, scene, pose, radiusPx, random);
      drawSoftOutline(canvas, {
        pose,
        radiusPx: (along) => radiusPx * plugRadius(shape, along),
        softPx: 20 + 50 * random(),
        blend: { kind: 'multiply', factor: 0.35 },
      });
      return;
    case 'recess':
      drawPlateBehind(canvas, scene, pose, radiusPx, random);
      drawRevolution(canvas, light, {
        pose,
        radiusPx: (along) => radiusPx * plugRadius(shape, along),
        brightness: steelBrightness * 0.8 * shape.reflectance,
        gloss: 0.1,
        surface: 'concave',
        skin: skin(random, 0.3),
      });
      return;
    default:
      assertNever(object);
  }
}
