import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import sharp from 'sharp';
import type { LabelledBox } from '../../../shared/domain/box.ts';
import type { Size } from '../../../shared/domain/size.ts';
import type { TrainingImage } from '../../../shared/domain/training-job.ts';
import { parseYoloLabels } from '../../../shared/formats/yolo-labels.ts';
import { prepare } from '../../../shared/geometry/index.ts';
import { BenchUnavailable } from '../support/bench.ts';
import type { TrainingSet } from './recipe.ts';

const folds = 5;

type Sample = Omit<TrainingImage, 'role'> & { readonly stratum: string; readonly hash: string };

/**
 * The set's pictures, decoded and prepared into `cacheFolder` (PNG, not equalised), with their roles: within each stratum (first
 * class, or none) the pictures are ranked by the SHA-256 of their file name, and every fifth, starting from `fold`, is val.
 */
export async function readTrainingImages(
  set: TrainingSet,
  dataFolder: string | undefined,
  fold: number,
  cacheFolder: string,
): Promise<readonly TrainingImage[]> {
  const folder = dataFolder === undefined ? undefined : join(dataFolder, set.folder);
  if (folder === undefined || !existsSync(folder)) {
    throw new BenchUnavailable(
      `train-neu needs labelled pictures: a folder with ${set.folder}/images, ${set.folder}/labels and ${set.folder}/classes.txt, given as --data <dir>.`,
    );
  }
  const names = (await readFile(join(folder, 'classes.txt'), 'utf8')).split(/\s+/).filter((name) => name !== '');
  const files = (await readdir(join(folder, 'images'))).sort();
  const wanted = set.pictures === 'all' ? files : files.filter((file) => set.classes.includes(stem(file)));
  const prepared = join(
    cacheFolder,
    createHash('sha256').update(JSON.stringify(set.preparation)).digest('hex').slice(0, 12),
  );
  await mkdir(join(prepared, set.folder), { recursive: true });

  const seen = new Set<string>();
  const samples: Sample[] = [];
  for (const file of wanted) {
    const bytes = await readFile(join(folder, 'images', file));
    const imageId = createHash('sha256').update(bytes).digest('hex');
    if (seen.has(imageId)) continue;
    seen.add(imageId);
    const path = join(prepared, set.folder, `${parse(file).name}.png`);
    const sourceSize = await writePrepared(bytes, path, set);
    const labels = join(folder, 'labels', `${parse(file).name}.txt`);
    const boxes = await readBoxes(labels, sourceSize, names, set.classes);
    const hash = createHash('sha256').update(file).digest('hex');
    samples.push({ imageId, path, sourceSize, boxes, hash, stratum: stratumOf(file, boxes, set) });
  }
  return withRoles(samples, fold);
}

function stem(file: string): string {
  return file.slice(0, file.lastIndexOf('_'));
}

function stratumOf(file: string, boxes: readonly LabelledBox[], set: TrainingSet): string {
  return set.folder === 'neu-det' ? stem(file) : boxes.length > 0 ? 'boxes' : 'none';
}

function withRoles(samples: readonly Sample[], fold: number): readonly TrainingImage[] {
  const ranked = [...samples].sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const counts = new Map<string, number>();
  return ranked.map(({ stratum, hash: _, ...image }) => {
    const rank = counts.get(stratum) ?? 0;
    counts.set(stratum, rank + 1);
    return { ...image, role: rank % folds === fold ? 'val' : 'train' };
  });
}

async function readBoxes(
  file: string,
  imageSize: Size,
  names: readonly string[],
  kept: readonly string[],
): Promise<LabelledBox[]> {
  if (!existsSync(file)) return [];
  const parsed = parseYoloLabels(await readFile(file, 'utf8'), {
    file,
    imageSize,
    classes: names,
    classesFile: 'classes.txt',
  });
  if (!parsed.ok) throw new Error(parsed.problem.sentence);
  const { content } = parsed.value;
  if (content.state !== 'boxes') return [];
  return content.boxes.flatMap(({ classIndex, box }) => {
    const index = kept.indexOf(names[classIndex]!);
    return index < 0 ? [] : [{ classIndex: index, box }];
  });
}

/** Returns the source's size; the file is written only when it is not there yet. */
async function writePrepared(bytes: Uint8Array, path: string, set: TrainingSet): Promise<Size> {
  const picture = sharp(bytes).greyscale();
  const { width, height } = await picture.metadata();
  if (!existsSync(path)) {
    const data = await picture.raw({ depth: 'uchar' }).toBuffer();
    const image = prepare({ widthPx: width, heightPx: height, data: new Uint8Array(data) }, set.preparation);
    const raw = { width: image.widthPx, height: image.heightPx, channels: 1 } as const;
    await writeFile(
      path,
      await sharp(image.data, { raw }).toColourspace('b-w').png({ compressionLevel: 6 }).toBuffer(),
    );
  }
  return { widthPx: width, heightPx: height };
}
