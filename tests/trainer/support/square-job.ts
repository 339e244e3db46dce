import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { seededRandom } from '../../../shared/domain/random.ts';
import type { TrainingImage, TrainingJob } from '../../../shared/domain/training-job.ts';
import { checkParams, type Params } from '../../../shared/formats/params.ts';

export type SquareJobOptions = {
  readonly images: number;
  readonly sidePx: number;
  readonly train?: Partial<Record<keyof Params['train'], unknown>>;
  readonly augment?: Partial<Record<keyof Params['augment'], unknown>>;
};

/**
 * A run folder with `job.json` and its pictures: bright rectangles on noise, one class, every fourth picture without any; every fifth is
 * for validation.
 */
export async function writeSquareJob(folder: string, options: SquareJobOptions): Promise<TrainingJob> {
  const { sidePx } = options;
  mkdirSync(join(folder, 'images'), { recursive: true });
  const random = seededRandom(5);
  const images: TrainingImage[] = [];
  for (let index = 0; index < options.images; index++) {
    const { data, boxes } = drawSquare(sidePx, index % 4 !== 3, random);
    const path = join(folder, 'images', `${index}.png`);
    const raw = { width: sidePx, height: sidePx, channels: 1 } as const;
    await sharp(data, { raw }).toColourspace('b-w').png().toFile(path);
    images.push({
      imageId: `image-${String(index).padStart(3, '0')}`,
      role: index % 5 === 0 ? 'val' : 'train',
      path,
      sourceSize: { widthPx: sidePx, heightPx: sidePx },
      boxes,
    });
  }
  const params = checkParams({
    train: {
      batch: 4,
      nominal_batch: 4,
      width: 0.0625,
      imgsz: sidePx,
      warmup_epochs: 0,
      patience: 0,
      seed: 7,
      ...options.train,
    },
    augment: { fliplr: 0.5, ...options.augment },
  });
  if (!params.ok) throw new Error(params.problem.sentence);
  const job: TrainingJob = {
    schemaVersion: 1,
    runId: 'squares',
    params: params.value,
    classes: ['square'],
    preparation: { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] },
    images,
    startWeightsPath: null,
  };
  writeJob(folder, job);
  return job;
}

export function writeJob(folder: string, job: TrainingJob): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
}

function drawSquare(sidePx: number, isPresent: boolean, random: () => number) {
  const data = Uint8Array.from({ length: sidePx * sidePx }, () => 60 + Math.floor(random() * 60));
  if (!isPresent) return { data, boxes: [] };
  const widthPx = Math.round(sidePx * (0.25 + 0.3 * random()));
  const heightPx = Math.round(sidePx * (0.25 + 0.3 * random()));
  const xMin = Math.floor(random() * (sidePx - widthPx));
  const yMin = Math.floor(random() * (sidePx - heightPx));
  for (let y = yMin; y < yMin + heightPx; y++) {
    for (let x = xMin; x < xMin + widthPx; x++) data[y * sidePx + x] = 190 + Math.floor(random() * 50);
  }
  return { data, boxes: [{ classIndex: 0, box: { xMin, yMin, xMax: xMin + widthPx, yMax: yMin + heightPx } }] };
}
