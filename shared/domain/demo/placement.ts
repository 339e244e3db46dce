import type { Random } from '../random.ts';
import { between } from './catalogue.ts';
import { demoImageSize, type PlugShape, type Pose } from './scene.ts';

/** A pose from where the middle of the object lies. */
function poseAround(centreXPx: number, centreYPx: number, angleRad: number, lengthPx: number): Pose {
  return {
    frontXPx: centreXPx - (Math.cos(angleRad) * lengthPx) / 2,
    frontYPx: centreYPx - (Math.sin(angleRad) * lengthPx) / 2,
    angleRad,
    lengthPx,
  };
}

/** On the pass line, ready to pierce; place and size differ with the product being rolled. */
export function readyPose(random: Random): Pose {
  return poseAround(
    between(random, 800, 1720),
    between(random, 700, 1480),
    between(random, -0.12, 0.12),
    between(random, 640, 1100),
  );
}

/** Barely in view at the right edge: 55 to 85 % of it is seen. */
export function edgePose(random: Random): Pose {
  const lengthPx = between(random, 720, 1050);
  const visible = between(random, 0.55, 0.85);
  return {
    frontXPx: demoImageSize.widthPx - visible * lengthPx,
    frontYPx: between(random, 750, 1400),
    angleRad: between(random, -0.08, 0.08),
    lengthPx,
  };
}

/** Fallen off the spindle: askew and low. */
export function misplacedPose(random: Random): Pose {
  const side = random() < 0.5 ? -1 : 1;
  return poseAround(
    between(random, 800, 1650),
    between(random, 1350, 1600),
    side * between(random, 0.24, 0.4),
    between(random, 640, 950),
  );
}

export function retractedSpindle(random: Random, shape: PlugShape): { pose: Pose; radiusPx: number } {
  const radiusPx = shape.spindleRadius * shape.thickness * between(random, 260, 480);
  return {
    pose: {
      frontXPx: between(random, 2140, 2380),
      frontYPx: between(random, 750, 1400),
      angleRad: between(random, -0.08, 0.08),
      lengthPx: 900,
    },
    radiusPx,
  };
}
