import { describe, expect, it } from 'vitest';
import { createCanvas } from '../../../electron/vision/demo/canvas.ts';
import { lampAbove } from '../../../electron/vision/demo/light.ts';
import { renderScene } from '../../../electron/vision/demo/render-scene.ts';
import { drawRevolution } from '../../../electron/vision/demo/revolution.ts';
import { plugBody } from '../../../electron/vision/demo/subject.ts';
import { planDemo } from '../../../shared/domain/demo/plan.ts';
import { type DemoScene, demoImageSize } from '../../../shared/domain/demo/scene.ts';
import { seededRandom } from '../../../shared/domain/random.ts';

const scenes = planDemo(1);
const plugs = scenes.filter((scene) => scene.object.kind === 'plug');

/** Extent of the pixels that the plug alone covers, in source pixels. */
function drawnExtent(scene: DemoScene) {
  if (scene.object.kind !== 'plug') throw new Error('only a plug has an extent to check');
  const canvas = createCanvas(demoImageSize, 1);
  drawRevolution(canvas, lampAbove(0), plugBody(scene.object.pose, scene.object.shape, seededRandom(1)));
  const extent = { xMin: Infinity, yMin: Infinity, xMax: -Infinity, yMax: -Infinity };
  for (let y = 0; y < canvas.heightPx; y++) {
    for (let x = 0; x < canvas.widthPx; x++) {
      if (canvas.data[y * canvas.widthPx + x] === 0) continue;
      extent.xMin = Math.min(extent.xMin, x);
      extent.yMin = Math.min(extent.yMin, y);
      extent.xMax = Math.max(extent.xMax, x + 1);
      extent.yMax = Math.max(extent.yMax, y + 1);
    }
  }
  return extent;
}

describe('the drawing of a demo scene', () => {
  it("is the camera's size and comes out the same every time", () => {
    const image = renderScene(scenes[2]!);
    expect([image.widthPx, image.heightPx, image.data.length]).toEqual([2448, 2050, 2448 * 2050]);
    expect(Buffer.from(renderScene(planDemo(1)[2]!).data).equals(image.data)).toBe(true);
  });

  it('differs from scene to scene', () => {
    const pictures = scenes
      .slice(0, 20)
      .map((scene) => Buffer.from(renderScene(scene, 1 / 16).data).toString('base64'));
    expect(new Set(pictures).size).toBe(20);
  });

  const cases = [
    ...plugs.filter((scene) => scene.atEdge).slice(0, 2),
    ...plugs.filter((scene) => scene.misplaced).slice(0, 2),
    ...plugs.slice(0, 4),
  ];
  it.each(cases.map((scene) => [scene.stem, scene] as const))(
    "%s: the label is the plug's extent to a pixel",
    (_, scene) => {
      const extent = drawnExtent(scene);
      for (const side of ['xMin', 'yMin', 'xMax', 'yMax'] as const) {
        expect(Math.abs(extent[side] - scene.box![side]), side).toBeLessThanOrEqual(1.5);
      }
    },
  );

  it('shows the plug inside its label: the same scene without it differs there and hardly elsewhere', () => {
    const scene = {
      ...plugs.find((plug) => plug.smoke === 0 && plug.blurPx === 0 && plug.coveredCorner === null)!,
      misplaced: true,
    };
    const scale = 1 / 8;
    const withPlug = renderScene(scene, scale);
    const without = renderScene({ ...scene, object: { kind: 'none' } }, scale);
    const box = scene.box!;
    let inside = 0;
    let changed = 0;
    for (let y = Math.ceil(box.yMin * scale); y < box.yMax * scale; y++) {
      for (let x = Math.ceil(box.xMin * scale); x < box.xMax * scale; x++) {
        const at = y * withPlug.widthPx + x;
        inside += 1;
        if (Math.abs(withPlug.data[at]! - without.data[at]!) > 6) changed += 1;
      }
    }
    expect(changed / inside).toBeGreaterThan(0.5);
    const aboveBox = withPlug.data.subarray(0, Math.floor((box.yMin - 60) * scale) * withPlug.widthPx);
    expect(Buffer.from(aboveBox).equals(without.data.subarray(0, aboveBox.length))).toBe(true);
  });

  it('is darker with less exposure and paler in smoke', () => {
    const mean = (scene: DemoScene) => {
      const { data } = renderScene(scene, 1 / 16);
      return data.reduce((sum, value) => sum + value, 0) / data.length;
    };
    const scene = { ...plugs[0]!, smoke: 0, exposure: 1, coveredCorner: null };
    expect(mean({ ...scene, exposure: 0.7 })).toBeLessThan(0.8 * mean(scene));
    const dark = { ...scene, background: { ...scene.background, brightness: 12, beams: [] } };
    expect(mean({ ...dark, smoke: 0.6 })).toBeGreaterThan(mean(dark));
  });
});
