import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EvaluationImage } from '../../shared/domain/evaluation.ts';
import { blockBootstrap } from '../../shared/evaluation/block-bootstrap.ts';
import { givenThreshold } from '../../shared/evaluation/choose-threshold.ts';
import { evaluateDetections } from '../../shared/evaluation/evaluate-detections.ts';
import { type ExpectedFigures, evaluationImage, type ImageRows, ranked } from '../support/evaluation-set.ts';
import { randomPredictions, realPredictions } from './evaluate/predictions.ts';
import { type Bench, type BenchOptions, BenchUnavailable, type Figures } from './support/bench.ts';
import { LineProcess } from './support/line-process.ts';
import { moduleVersions, peerPython } from './support/python.ts';
import { alternate } from './support/rounds.ts';

/**
 * The full evaluation of 5,000 images' stored predictions (matches, three curves, counts at the threshold, image-level rates with
 * their bounds) against pycocotools' average precision alone, one thread each; and the paired bootstrap of two models, 500
 * replicates over 10,000 images. Options: `--images n`, `--rounds n`.
 */
export const bench: Bench = { name: 'evaluate', run };

const classes = 3;

type Peer = { readonly python: string; readonly versions: Record<string, string> };

async function run({ quick, dataFolder, settings }: BenchOptions): Promise<Figures> {
  const images = Number(settings.images ?? (quick ? 500 : 5000));
  const rounds = Number(settings.rounds ?? (quick ? 2 : 5));
  const folder = await mkdtemp(join(tmpdir(), 'plugsight-evaluate-'));
  try {
    const peer = await findPeer();
    const rows = randomPredictions(images, classes, 1);
    const detections = rows.reduce((sum, image) => sum + image.detections.length, 0);
    console.log(`${images} images, ${detections} detections, ${classes} classes, ${rounds} rounds`);
    const random = await compare(rows, classes, folder, peer, rounds);
    const real = realPredictions(dataFolder, 2);
    const onReal = real === undefined ? null : await compare(real, 6, folder, peer, 1);
    if (onReal === null) console.log('No neu-det here: only random sets are compared.');
    const bootstrapSeconds = timeBootstrap(quick ? 1000 : 10_000, 500);
    const maxDifference = peer === null ? null : Math.max(random.difference, onReal?.difference ?? 0);
    console.log(`ours        ${random.own.toFixed(3)} s`);
    if (peer !== null) console.log(`pycocotools ${random.peer.toFixed(3)} s, largest difference ${maxDifference}`);
    console.log(`bootstrap   ${bootstrapSeconds.toFixed(3)} s`);
    return {
      ratio: peer === null ? null : random.peer / random.own,
      max_difference: maxDifference,
      bootstrap_s: bootstrapSeconds,
      seconds: random.own,
      peer_seconds: peer === null ? null : random.peer,
      images,
      detections,
      real_images: real?.length ?? 0,
      peer: peer?.versions ?? null,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function findPeer(): Promise<Peer | null> {
  try {
    const python = await peerPython();
    return { python, versions: await moduleVersions(python, ['numpy']) };
  } catch (error) {
    if (!(error instanceof BenchUnavailable)) throw error;
    console.log(error.message);
    return null;
  }
}

async function compare(
  rows: readonly ImageRows[],
  classCount: number,
  folder: string,
  peer: Peer | null,
  rounds: number,
): Promise<{ readonly own: number; readonly peer: number; readonly difference: number }> {
  const names = Array.from({ length: classCount }, (_, index) => `class ${index}`);
  // One block: no interval is shown, so none is drawn here; the bootstrap is timed on its own.
  const images = rows.map((image) => evaluationImage(image, { blockKey: 'all' }));
  const evaluate = () =>
    evaluateDetections(images, {
      classes: names,
      threshold: givenThreshold(0.25),
      seed: 1,
      target: { targetClassIndex: 0 },
    });
  const own = { name: 'own' as const, round: async () => seconds(evaluate) };
  if (peer === null)
    return { own: (await alternate(rounds, [own])).medians.own, peer: Number.NaN, difference: Number.NaN };

  const path = join(folder, 'set.json');
  await writeFile(path, JSON.stringify({ classes: names, images: rows }));
  const process = new LineProcess(peer.python, [
    fileURLToPath(new URL('../peers/average_precision.py', import.meta.url)),
    'serve',
    path,
  ]);
  try {
    await process.ready;
    let reference: ExpectedFigures | undefined;
    const peerRound = async () => {
      const answer = (await process.ask('evaluate')) as ExpectedFigures & { readonly seconds: number };
      reference = answer;
      return answer.seconds;
    };
    const { medians } = await alternate(rounds, [own, { name: 'peer' as const, round: peerRound }]);
    return { ...medians, difference: largestDifference(evaluate().figures, reference!) };
  } finally {
    await process.close();
  }
}

function largestDifference(
  { averagePrecision }: ReturnType<typeof evaluateDetections>['figures'],
  reference: ExpectedFigures,
): number {
  const pairs = averagePrecision.classes
    .filter((figures) => figures.labels > 0)
    .flatMap((figures) => {
      const [at50, at5095] = reference.classes[figures.classIndex];
      return [[figures.averagePrecision50, at50] as const, [figures.averagePrecision5095, at5095] as const];
    });
  pairs.push([averagePrecision.map50, reference.map50], [averagePrecision.map5095, reference.map5095]);
  return Math.max(
    ...pairs.map(([measure, value]) => (measure.state === 'defined' ? Math.abs(measure.value - value) : 1)),
  );
}

function timeBootstrap(images: number, replicates: number): number {
  const models = [3, 4].map((seed) => {
    const rows = randomPredictions(images, classes, seed);
    return ranked(
      rows.map(
        (image, index): EvaluationImage => evaluationImage(image, { blockKey: `shift ${Math.floor(index / 20)}` }),
      ),
    );
  });
  return seconds(() => blockBootstrap(models, { formula: 'coco', seed: 1, replicates }));
}

function seconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
