import { join } from 'node:path';
import { type Bench, type BenchOptions, BenchUnavailable, type Figures } from './support/bench.ts';
import { compareTrainings } from './support/margin.ts';
import { mean } from './support/median.ts';
import { peerCacheFolder, torchPython } from './support/python.ts';
import { largestDifference, largestMovingDifference } from './train-neu/curves.ts';
import { obtainPart, type Part, type PartRequest } from './train-neu/part.ts';
import { type SetName, type TrainingSet, trainingSets } from './train-neu/recipe.ts';
import { readTrainingImages } from './train-neu/samples.ts';

/**
 * Learning from random weights against the same recipe in PyTorch: same start weights, same batches. Options beside `--quick` (10
 * epochs, one repeat) and `--data <dir>`: `--only 2|6|k` (several by comma), `--seeds n` or `--seeds 2,3` (which seeds or folds),
 * `--epochs n`, `--fresh` (train stored parts again), `--stored` (train nothing). Finished parts are stored in the peers' cache, or in
 * `--parts <dir>`, so that a comparison can be made in several sittings; each keeps the commit it came from.
 */
export const bench: Bench = { name: 'train-neu', run };

const stepLimit = 1e-3;
const curveLimit = 0.05;

async function run(options: BenchOptions): Promise<Figures> {
  const { settings, quick, dataFolder } = options;
  const python = await torchPython();
  const cacheFolder = join(peerCacheFolder(), 'train-neu');
  const partsFolder = settings.parts ?? join(cacheFolder, 'parts');
  const mode: PartRequest['mode'] = settings.stored ? 'stored-only' : settings.fresh ? 'train-all' : 'train-missing';
  const figures: Record<string, number | string | boolean | null | object> = {};
  const parts: Part[] = [];
  for (const name of chosenSets(settings.only)) {
    const set = trainingSets[name];
    const epochs = settings.epochs ? Number(settings.epochs) : quick ? 10 : set.epochs;
    const own: Part[] = [];
    for (const repeat of chosenRepeats(set, quick ? '1' : settings.seeds)) {
      const fold = set.repeats.kind === 'folds' ? repeat : 0;
      const images = await readTrainingImages(set, dataFolder, fold, cacheFolder);
      const title = `${set.folder}, ${set.classes.length} class(es), ${set.repeats.kind} ${repeat}, ${epochs} epochs`;
      console.log(`${title}: ${countsOf(images)}`);
      const request = { set, images, repeat, epochs, python, cacheFolder, partsFolder, mode };
      const part = await obtainPart(request, (line) => console.log(`  ${line}`));
      if (part === undefined) continue;
      own.push(part);
      printPart(part);
    }
    if (own.length === 0) continue;
    Object.assign(figures, figuresOf(name, own));
    parts.push(...own);
  }
  if (parts.length === 0) throw new BenchUnavailable('No part of this recipe is stored; run without --stored.');
  const steps = Math.max(...parts.map((part) => largestDifference(part.own.firstSteps, part.peer.firstSteps)));
  const moving = parts.map((part) => largestMovingDifference(part.own.epochMeans, part.peer.epochMeans));
  const known = moving.filter((value) => value !== undefined);
  return {
    ...(figures as Figures),
    first_steps_difference: steps,
    first_steps_agree: steps <= stepLimit,
    moving_mean_difference: known.length === 0 ? null : Math.max(...known),
    moving_means_agree: known.length === 0 ? null : Math.max(...known) <= curveLimit,
    images_per_s: mean(parts.map(({ own }) => own.imagesPerSecond)),
    peer_images_per_s: mean(parts.map(({ peer }) => peer.imagesPerSecond)),
    minutes: parts.reduce((sum, { own }) => sum + own.minutes, 0),
    peer_minutes: parts.reduce((sum, { peer }) => sum + peer.minutes, 0),
    peak_mb: Math.max(...parts.map(({ own }) => own.peakMb)),
    peer_peak_mb: Math.max(...parts.map(({ peer }) => peer.peakMb)),
    commits: [...new Set(parts.map(({ commit }) => commit))],
  };
}

function chosenSets(only: string | undefined): readonly SetName[] {
  if (only === undefined) return ['2', '6', 'k'];
  return only.split(',').map((name) => {
    if (name === '2' || name === '6' || name === 'k') return name;
    throw new Error(`--only ${name}: there are 2, 6 and k.`);
  });
}

/** Seeds count from 1, folds from 0; a single number is how many, a list which. */
function chosenRepeats({ repeats }: TrainingSet, chosen: string | undefined): readonly number[] {
  const first = repeats.kind === 'seeds' ? 1 : 0;
  if (chosen?.includes(','))
    return chosen
      .split(',')
      .filter((word) => word !== '')
      .map(Number);
  return Array.from({ length: chosen === undefined ? repeats.count : Number(chosen) }, (_, index) => first + index);
}

function countsOf(images: readonly { readonly role: string; readonly boxes: readonly unknown[] }[]): string {
  const count = (role: string) => {
    const some = images.filter((image) => image.role === role);
    return `${some.length} ${role} pictures with ${some.reduce((sum, { boxes }) => sum + boxes.length, 0)} boxes`;
  };
  return `${count('train')}, ${count('val')}`;
}

function figuresOf(name: SetName, parts: readonly Part[]): object {
  const map50 = compareTrainings(
    parts.map(({ own }) => own.map50),
    parts.map(({ peer }) => peer.map50),
  );
  const map50To95 = compareTrainings(
    parts.map(({ own }) => own.map50To95),
    parts.map(({ peer }) => peer.map50To95),
  );
  console.log(
    `Set ${name}, n = ${map50.runs}: mAP50 ${map50.mean.toFixed(3)} (s ${map50.deviation.toFixed(3)}), ` +
      `torch ${map50.peerMean.toFixed(3)} (s ${map50.peerDeviation.toFixed(3)}), margin ${map50.margin.toFixed(3)}; ` +
      `mAP50-95 ${map50To95.mean.toFixed(3)}, torch ${map50To95.peerMean.toFixed(3)}`,
  );
  return {
    [`map50_${name}`]: map50.mean,
    [`peer_map50_${name}`]: map50.peerMean,
    [`margin_map50_${name}`]: map50.margin,
    [`map50_95_${name}`]: map50To95.mean,
    [`peer_map50_95_${name}`]: map50To95.peerMean,
    [`margin_map50_95_${name}`]: map50To95.margin,
    [`s_${name}`]: [map50.deviation, map50.peerDeviation],
    [`repeats_${name}`]: parts.map(({ repeat }) => repeat),
  };
}

function printPart({ own, peer }: Part): void {
  console.log('  step   box, class, distribution of ours | of torch');
  own.firstSteps.forEach((step, index) => {
    const other = peer.firstSteps[index]!;
    const row = [step.box, step.cls, step.dfl, Number.NaN, other.box, other.cls, other.dfl];
    console.log(`  ${index + 1}   ${row.map((value) => (Number.isNaN(value) ? '|' : value.toFixed(5))).join('  ')}`);
  });
  const epochs = own.epochMeans.length;
  const shown = own.epochMeans.map((_, index) => index).filter((index) => index % Math.ceil(epochs / 20) === 0);
  console.log('  epoch  means of ours | of torch');
  for (const index of shown) {
    const items = [own.epochMeans[index]!, peer.epochMeans[index]!].map(({ box, cls, dfl }) =>
      [box, cls, dfl].map((value) => value.toFixed(3)).join('  '),
    );
    console.log(`  ${index + 1}  ${items.join('  |  ')}`);
  }
  const steps = largestDifference(own.firstSteps, peer.firstSteps);
  const moving = largestMovingDifference(own.epochMeans, peer.epochMeans);
  console.log(
    `  first ${own.firstSteps.length} steps: largest difference ${steps.toExponential(1)} (limit ${stepLimit}); ` +
      `5-epoch moving means from epoch 5: ${moving === undefined ? 'too short' : moving.toFixed(4)} (limit ${curveLimit})`,
  );
  console.log(
    `  mAP50 ${own.map50.toFixed(4)} | torch ${peer.map50.toFixed(4)}; mAP50-95 ${own.map50To95.toFixed(4)} | ${peer.map50To95.toFixed(4)}; ` +
      `images/s ${own.imagesPerSecond.toFixed(1)} | ${peer.imagesPerSecond.toFixed(1)}; peak MB ${own.peakMb.toFixed(0)} | ${peer.peakMb.toFixed(0)}`,
  );
}
