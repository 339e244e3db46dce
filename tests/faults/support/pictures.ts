import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import type { Role } from '../../../shared/domain/role.ts';

const widthPx = 96;
const heightPx = 80;
/** So few in val that every epoch is validated. */
const roleSizes = { train: 12, val: 2, calibration: 4, test: 6 } as const satisfies Record<Role, number>;

/** Two more files show a picture that is there already: once the same bytes, once other bytes with the same pixels. */
export const pictureFiles = 26;

/** As they are, and equalised: so the training needs them prepared once more. */
export const tinyPreparation: Preparation = { size: null, fit: 'none', kernel: 'area', equalise: true, mask: [] };

export const tinyParams = `train:
  epochs: 2
  batch: 4
  nominal_batch: 8
  width: 0.0625
  imgsz: 64
  threads: 1
  warmup_epochs: 0
  patience: 0
augment:
  fliplr: 0.5
`;

/** A YOLO dataset with all four roles: bright rectangles on noise, every fourth picture without one. */
export async function writePictures(folder: string): Promise<void> {
  const random = seededRandom(11);
  let count = 0;
  for (const [role, size] of Object.entries(roleSizes)) {
    mkdirSync(join(folder, role, 'images'), { recursive: true });
    mkdirSync(join(folder, role, 'labels'), { recursive: true });
    for (let at = 0; at < size; at++, count++) {
      const { data, label } = drawn(count % 4 !== 3, random);
      const stem = `2024-03-04_06-${String(count).padStart(2, '0')}-00`;
      const picture = sharp(data, { raw: { width: widthPx, height: heightPx, channels: 1 } }).toColourspace('b-w');
      await picture.png({ compressionLevel: 6 }).toFile(join(folder, role, 'images', `${stem}.png`));
      writeFileSync(join(folder, role, 'labels', `${stem}.txt`), label);
      if (role === 'train' && at === 0) {
        copyFileSync(join(folder, role, 'images', `${stem}.png`), join(folder, role, 'images', 'same-bytes.png'));
        await picture.png({ compressionLevel: 1 }).toFile(join(folder, role, 'images', 'same-pixels.png'));
        for (const name of ['same-bytes', 'same-pixels'])
          writeFileSync(join(folder, role, 'labels', `${name}.txt`), label);
      }
    }
  }
  const lines = Object.keys(roleSizes).map((role) => `${role}: ${role}/images`);
  writeFileSync(join(folder, 'dataset.yaml'), `path: .\n${lines.join('\n')}\nnames:\n  0: square\n`);
}

/** Random bytes under the names of pictures. */
export function writeGarbage(folder: string, files: number, seed: number): void {
  mkdirSync(folder, { recursive: true });
  const random = seededRandom(seed);
  const extensions = ['png', 'jpg', 'tif', 'bmp', 'pgm'];
  for (let at = 0; at < files; at++) {
    const bytes = Uint8Array.from({ length: Math.floor(random() * 3000) }, () => Math.floor(random() * 256));
    writeFileSync(join(folder, `${String(at).padStart(4, '0')}.${extensions[at % extensions.length]}`), bytes);
  }
}

function drawn(isPresent: boolean, random: () => number): { readonly data: Uint8Array; readonly label: string } {
  const data = Uint8Array.from({ length: widthPx * heightPx }, () => 60 + Math.floor(random() * 60));
  if (!isPresent) return { data, label: '' };
  const width = 24 + Math.floor(random() * 20);
  const height = 20 + Math.floor(random() * 20);
  const left = Math.floor(random() * (widthPx - width));
  const top = Math.floor(random() * (heightPx - height));
  for (let y = top; y < top + height; y++)
    for (let x = left; x < left + width; x++) data[y * widthPx + x] = 190 + Math.floor(random() * 50);
  const centre = [(left + width / 2) / widthPx, (top + height / 2) / heightPx];
  return { data, label: `0 ${centre.join(' ')} ${width / widthPx} ${height / heightPx}\n` };
}
