import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../electron/vision/decode/decode-image.ts';
import { encodeScene } from '../../../electron/vision/demo/encode-scene.ts';
import { renderScene } from '../../../electron/vision/demo/render-scene.ts';
import { planDemo } from '../../../shared/domain/demo/plan.ts';

describe('demo image files', () => {
  // 153 pixels wide: not a multiple of four, so that the rows of a BMP end in padding.
  const image = renderScene(planDemo(1)[1]!, 1 / 16);

  it.each([
    ['png', 0],
    ['bmp', 0],
    ['jpeg', 12],
  ] as const)('%s reads back as the grey levels that were drawn', async (format, tolerance) => {
    const decoded = await decodeImage(await encodeScene(image, format), `scene.${format}`);
    if (!decoded.ok) throw new Error(decoded.problem.sentence);
    expect(decoded.value.facts.format).toBe(format);
    const read = decoded.value.image;
    expect([read.widthPx, read.heightPx]).toEqual([image.widthPx, image.heightPx]);
    const worst = read.data.reduce((most, value, at) => Math.max(most, Math.abs(value - image.data[at]!)), 0);
    expect(worst).toBeLessThanOrEqual(tolerance);
  });
});
