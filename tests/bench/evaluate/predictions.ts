import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, seededRandom } from '../../../shared/domain/random.ts';
import type { DetectionRow, ImageRows, LabelRow } from '../../support/evaluation-set.ts';

type Corners = readonly [number, number, number, number];

/**
 * Stored predictions as a detector of medium quality writes them at a confidence above 0.001: every label found once, twice or not at
 * all, some in the wrong class, and a tail of strays of low confidence. Coordinates in hundredths of a pixel.
 */
export function predictedImage(id: string, truth: readonly LabelRow[], classes: number, random: Random): ImageRows {
  const detections: DetectionRow[] = [];
  for (const [classIndex, ...corners] of truth) {
    const times = Math.floor(3 * random() ** 0.7);
    for (let time = 0; time < times; time++) {
      const found = random() < 0.95 ? classIndex : Math.floor(random() * classes);
      detections.push([found, rounded(0.3 + 0.69 * random() ** 0.5, 5), ...moved(corners, 12 * random() ** 2, random)]);
    }
  }
  const strays = 5 + Math.floor(20 * random());
  for (let stray = 0; stray < strays; stray++) {
    const confidence = rounded(0.0011 + 0.6 * random() ** 6, 5);
    detections.push([Math.floor(random() * classes), confidence, ...randomBox(random)]);
  }
  detections.sort((a, b) => b[1] - a[1]);
  return { id, truth, detections };
}

/** Labels drawn at random: none to three boxes an image. */
export function randomPredictions(images: number, classes: number, seed: number): ImageRows[] {
  const random = seededRandom(seed);
  return Array.from({ length: images }, (_, index) => {
    const truth = Array.from(
      { length: Math.floor(4 * random()) },
      (): LabelRow => [Math.floor(random() * classes), ...randomBox(random)],
    );
    return predictedImage(`image-${index.toString().padStart(6, '0')}`, truth, classes, random);
  });
}

/** The labels of `neu-det` (200x200 pixels, six classes) with simulated predictions; undefined where the set is not there. */
export function realPredictions(dataFolder: string | undefined, seed: number): ImageRows[] | undefined {
  const folder = join(dataFolder ?? '', 'neu-det', 'labels');
  if (dataFolder === undefined || !existsSync(folder)) return undefined;
  const random = seededRandom(seed);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => predictedImage(name, readLabels(join(folder, name)), 6, random));
}

function readLabels(path: string): LabelRow[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line): LabelRow => {
    const [classIndex, x, y, width, height] = line.trim().split(/\s+/).map(Number);
    const corners = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
    const [xMin, yMin, xMax, yMax] = corners.map((value) => rounded(200 * value, 2));
    return [classIndex, xMin, yMin, xMax, yMax];
  });
}

function randomBox(random: Random): Corners {
  const x = 150 * random();
  const y = 150 * random();
  return [rounded(x, 2), rounded(y, 2), rounded(x + 10 + 60 * random(), 2), rounded(y + 10 + 60 * random(), 2)];
}

function moved([xMin, yMin, xMax, yMax]: Corners, byPx: number, random: Random): Corners {
  const move = () => byPx * (2 * random() - 1);
  const [left, top] = [rounded(xMin + move(), 2), rounded(yMin + move(), 2)];
  return [left, top, rounded(Math.max(left + 1, xMax + move()), 2), rounded(Math.max(top + 1, yMax + move()), 2)];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
