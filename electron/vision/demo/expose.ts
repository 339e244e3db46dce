import type { DemoScene } from '../../../shared/domain/demo/scene.ts';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import type { Canvas } from './canvas.ts';
import { gaussianLength, materials } from './materials.ts';

/** Standard deviation of the sensor's noise in grey levels. */
const sensorNoise = 1.3;
const vignette = 0.3;

/** What lens and sensor do: fall-off towards the corners, exposure, noise, 8 bits. */
export function expose(canvas: Canvas, scene: DemoScene): void {
  const { widthPx, heightPx, data } = canvas;
  const columns = Float32Array.from({ length: widthPx }, (_, x) => vignette * ((x + 0.5) / widthPx - 0.5) ** 2 * 2);
  for (let y = 0; y < heightPx; y++) {
    const row = scene.exposure * (1 - vignette * ((y + 0.5) / heightPx - 0.5) ** 2 * 2);
    for (let x = 0, at = y * widthPx; x < widthPx; x++, at++) data[at] = data[at]! * (row - columns[x]!);
  }
}

export function toGreyImage(canvas: Canvas, scene: DemoScene): GreyImage {
  const { gaussian } = materials();
  const random = seededRandom(scene.noiseSeed ^ 0x9015e);
  const { widthPx, heightPx, data } = canvas;
  const grey = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    let read = Math.floor(random() * gaussianLength);
    for (let x = 0, at = y * widthPx; x < widthPx; x++, at++) {
      read = (read + 1) & (gaussianLength - 1);
      const value = data[at]! + sensorNoise * gaussian[read]! + 0.5;
      grey[at] = Math.max(0, Math.min(255, value));
    }
  }
  return { widthPx, heightPx, data: grey };
}
