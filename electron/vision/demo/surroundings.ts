import type { Background, Beam, CameraView, RollTexture } from '../../../shared/domain/demo/scene.ts';
import { demoImageSize } from '../../../shared/domain/demo/scene.ts';
import { pointInView, poseInView } from '../../../shared/domain/demo/view.ts';
import { type Canvas, pixelRange } from './canvas.ts';
import type { Light } from './light.ts';
import { materials } from './materials.ts';
import { tileMask, tileSize } from './noise.ts';
import { drawRevolution } from './revolution.ts';
import { drawEllipse } from './soft-shapes.ts';

/** The hall behind the stand: a graded, grainy dark wall. */
export function drawWall(canvas: Canvas, wall: Background): void {
  const { clouds, grain } = materials();
  const { widthPx, heightPx, scale, data } = canvas;
  const coarse = 0.11 / scale;
  const fine = 0.4 / scale;
  const place = wall.id * 97;
  for (let y = 0; y < heightPx; y++) {
    const level = wall.brightness * (1 + wall.gradient * (y / heightPx - 0.5));
    const cloudRow = ((y * coarse + place) & tileMask) * tileSize;
    const grainRow = ((y * fine + place) & tileMask) * tileSize;
    for (let x = 0, at = y * widthPx; x < widthPx; x++, at++) {
      const cloud = clouds[cloudRow + ((x * coarse + place * 5) & tileMask)]!;
      const speck = grain[grainRow + ((x * fine) & tileMask)]!;
      data[at] = level * (1 + wall.mottle * cloud + 0.12 * speck);
    }
  }
}

/** A plate or beam of the stand: upper edge catches the light, lower edge is in shadow. */
export function drawBeam(canvas: Canvas, beam: Beam, view: CameraView): void {
  const { grain } = materials();
  const { scale, widthPx, heightPx, data } = canvas;
  const corner = pointInView(view, beam.xPx, beam.yPx);
  const [xFrom, xTo] = pixelRange(corner.xPx, corner.xPx + beam.widthPx * view.zoom, scale, widthPx);
  const [yFrom, yTo] = pixelRange(corner.yPx, corner.yPx + beam.heightPx * view.zoom, scale, heightPx);
  const edgeRows = Math.max(1, Math.round(10 * scale));
  for (let y = yFrom; y < yTo; y++) {
    const edge = y - yFrom < edgeRows ? 1.5 : yTo - y <= edgeRows ? 0.45 : 1;
    const row = ((y / scale) & tileMask) * tileSize;
    for (let x = xFrom; x < xTo; x++) {
      data[y * widthPx + x] = beam.brightness * edge * (1 + 0.14 * grain[row + ((x / scale) & tileMask)]!);
    }
  }
}

export function drawFixtures(canvas: Canvas, light: Light, fixtures: Background, view: CameraView): void {
  for (const beam of fixtures.beams) drawBeam(canvas, beam, view);
  for (const pipe of fixtures.pipes) {
    drawRevolution(canvas, light, {
      pose: poseInView(view, pipe.pose),
      radiusPx: () => pipe.radiusPx * view.zoom,
      brightness: pipe.brightness,
      gloss: 0.3,
      surface: 'convex',
      skin: null,
    });
  }
  for (const bolt of fixtures.bolts) {
    const centre = pointInView(view, bolt.xPx, bolt.yPx);
    const round = { alongPx: bolt.radiusPx, acrossPx: bolt.radiusPx, angleRad: 0 };
    const shade = { ...round, centreXPx: centre.xPx + 6, centreYPx: centre.yPx + 9, brightness: 4, falloff: 0 };
    drawEllipse(canvas, shade);
    drawEllipse(canvas, { ...round, centreXPx: centre.xPx, centreYPx: centre.yPx, brightness: 46, falloff: 0.7 });
  }
}

/** The two barrel-shaped work rolls, left and right of the gap, tilted against each other by the feed angle. */
export function drawRolls(
  canvas: Canvas,
  light: Light,
  stand: Background,
  texture: RollTexture,
  view: CameraView,
): void {
  const { grain } = materials();
  const { rolls } = stand;
  const lengthPx = demoImageSize.heightPx * 1.5;
  for (const side of ['left', 'right'] as const) {
    const towardsGap = side === 'left' ? 1 : -1;
    const edgePx = side === 'left' ? rolls.leftEdgePx : rolls.rightEdgePx;
    const centreXPx = edgePx - towardsGap * rolls.radiusPx;
    const angleRad = Math.PI / 2 + towardsGap * rolls.tiltRad;
    const middleYPx = demoImageSize.heightPx * 0.52;
    const pose = {
      frontXPx: centreXPx - (Math.cos(angleRad) * lengthPx) / 2,
      frontYPx: middleYPx - (Math.sin(angleRad) * lengthPx) / 2,
      angleRad,
      lengthPx,
    };
    drawRevolution(canvas, light, {
      pose: poseInView(view, pose),
      radiusPx: (along) => rolls.radiusPx * view.zoom * (1 - 0.5 * (along - 0.5) ** 2),
      brightness: texture.brightness,
      gloss: 0.25,
      surface: 'convex',
      skin: {
        tile: grain,
        tilesPerPx: 1 / 512,
        stretchAround: 1 + 3 * texture.scratches,
        offset: texture.id * 61 + (side === 'left' ? 0 : 200),
        strength: texture.mottle,
        groove: { periodPx: texture.groovePeriodPx * view.zoom, depth: texture.grooveDepth, helix: texture.helix },
      },
    });
  }
}

/** The trough under the pass line: a lit ledge with a dark gap below. */
export function drawTrough(canvas: Canvas, stand: Background, view: CameraView): void {
  const ledge = { xPx: -200, yPx: stand.troughYPx, widthPx: 2900, heightPx: 90 };
  drawBeam(canvas, { ...ledge, brightness: stand.brightness * 1.6 }, view);
  drawBeam(canvas, { ...ledge, yPx: stand.troughYPx + 90, heightPx: 900, brightness: stand.brightness * 0.5 }, view);
}
