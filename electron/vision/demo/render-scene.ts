import { type DemoScene, demoImageSize } from '../../../shared/domain/demo/scene.ts';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { drawCoveredCorner, drawSmoke } from './atmosphere.ts';
import { blur } from './blur.ts';
import { createCanvas } from './canvas.ts';
import { drawClock } from './clock.ts';
import { expose, toGreyImage } from './expose.ts';
import { lampAbove } from './light.ts';
import { drawSubject } from './subject.ts';
import { drawFixtures, drawRolls, drawTrough, drawWall } from './surroundings.ts';

/**
 * Renders a scene of the demo plan as an 8-bit grey image, from back to front. The same scene gives the same pixels. `scale` 1 is the
 * camera's 2448x2050; smaller scales draw the same picture on fewer pixels (for tests and previews).
 */
export function renderScene(scene: DemoScene, scale: number = 1): GreyImage {
  const canvas = createCanvas(demoImageSize, scale);
  const light = lampAbove(scene.background.lightRad);
  drawWall(canvas, scene.background);
  drawFixtures(canvas, light, scene.background, scene.view);
  drawTrough(canvas, scene.background, scene.view);
  drawRolls(canvas, light, scene.background, scene.rollTexture, scene.view);
  drawSubject(canvas, light, scene);
  drawSmoke(canvas, scene);
  expose(canvas, scene);
  blur(canvas, scene.blurPx);
  drawCoveredCorner(canvas, scene);
  drawClock(canvas, scene.capturedAt);
  return toGreyImage(canvas, scene);
}
