import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { renderScene } from '../../../electron/vision/demo/render-scene.ts';
import { encodeBmp } from '../../../electron/vision/store/encode-bmp.ts';
import { planDemo } from '../../../shared/domain/demo/plan.ts';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';

export const sceneFormats = ['png', 'bmp', 'jpeg'] as const;
export type SceneFormat = (typeof sceneFormats)[number];

/** The first demo scenes, each in all three formats; paths by format. The files are in the page cache afterwards, for both sides. */
export async function writeScenes(folder: string, count: number): Promise<Readonly<Record<SceneFormat, string[]>>> {
  const paths: Record<SceneFormat, string[]> = { png: [], bmp: [], jpeg: [] };
  const scenes = planDemo(1, Math.ceil(count / 4)).slice(0, count);
  for (const [index, scene] of scenes.entries()) {
    const image = renderScene(scene);
    for (const format of sceneFormats) {
      const path = join(folder, `${index}.${format}`);
      await writeFile(path, await encode(image, format));
      paths[format].push(path);
    }
  }
  return paths;
}

async function encode(image: GreyImage, format: SceneFormat): Promise<Uint8Array> {
  if (format === 'bmp') return encodeBmp(image);
  const raw = { width: image.widthPx, height: image.heightPx, channels: 1 as const };
  const pixels = sharp(image.data, { raw }).toColourspace('b-w');
  return await (format === 'png' ? pixels.png() : pixels.jpeg({ quality: 95 })).toBuffer();
}
