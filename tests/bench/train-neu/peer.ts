import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type BatchSource, createBatchSource, validationBatches } from '../../../electron/trainer/data/batch-source.ts';
import type { EvaluationRun } from '../../../electron/trainer/program/sessions.ts';
import { validate } from '../../../electron/trainer/validation/validate.ts';
import { torchNetwork, torchRecipe } from '../../peers/support/torch-names.ts';
import type { LossItems } from './curves.ts';
import type { PartJob } from './job.ts';
import { firstStepCount, type Trained } from './trained.ts';

const peers = fileURLToPath(new URL('../../peers', import.meta.url));
const streamer = fileURLToPath(new URL('./stream-batches.ts', import.meta.url));

type PeerLine =
  | ({ readonly kind: 'step' } & LossItems)
  | ({ readonly kind: 'epoch'; readonly epoch: number } & LossItems)
  | { readonly kind: 'finished'; readonly imagesPerSecond: number; readonly peakMegabytes: number };

/**
 * The same training in PyTorch: same start weights, the same batches (made once more by the trainer's own batch source), the peer's
 * own network, loss and optimiser. Its predictions on the val pictures go through the trainer's own evaluation.
 */
export async function trainPeer(part: PartJob, python: string, say: (line: string) => void): Promise<Trained> {
  const started = performance.now();
  const { folder, job, plan, batches } = part;
  const source = createBatchSource(job, batches);
  const pictures = join(folder, 'val-images.bin');
  const predictions = join(folder, 'val-predictions.bin');
  await writeValidationPictures(part, source, pictures);

  const jobPath = join(folder, 'peer-job.json');
  const peerJob = {
    network: torchNetwork(plan.config),
    recipe: torchRecipe(plan.schedule),
    heightPx: plan.network.heightPx,
    widthPx: plan.network.widthPx,
    startWeights: join(folder, 'start.safetensors'),
    threads: plan.threads,
    // Faster with channels last, but PyTorch 1.13's norms are then off by up to 2e-3 on pictures with plain margins (against float64).
    channelsLast: false,
    printedSteps: firstStepCount,
    averageWeights: join(folder, 'peer-average.safetensors'),
    evaluation: { images: pictures, count: validationBatches(job, plan.batch) * plan.batch, predictions },
  };
  await writeFile(jobPath, JSON.stringify(peerJob));
  const streamPath = join(folder, 'stream.json');
  await writeFile(streamPath, JSON.stringify({ job, settings: batches, epochs: plan.epochs }));

  const lines = await runPeer(python, jobPath, streamPath, (line) => {
    if (line.kind === 'epoch') say(`torch, epoch ${line.epoch + 1}/${plan.epochs}`);
  });
  const finished = lines.find((line) => line.kind === 'finished');
  if (finished?.kind !== 'finished') throw new Error('The peer ended unfinished.');
  const figures = await validate(
    job,
    plan.network,
    plan.batch,
    source,
    storedPredictions(await readFile(predictions), plan.batch, plan.config.classCount),
  );
  if (figures === null) throw new Error('The val role has no box.');
  return {
    map50: figures.map50,
    map50To95: figures.map50To95,
    firstSteps: lines.filter((line) => line.kind === 'step').map(itemsOf),
    epochMeans: lines.filter((line) => line.kind === 'epoch').map(itemsOf),
    imagesPerSecond: finished.imagesPerSecond,
    minutes: (performance.now() - started) / 60_000,
    peakMb: finished.peakMegabytes,
  };
}

function itemsOf({ box, cls, dfl }: LossItems): LossItems {
  return { box, cls, dfl };
}

async function writeValidationPictures({ job, plan }: PartJob, source: BatchSource, path: string): Promise<void> {
  const parts: Uint8Array[] = [];
  for (let index = 0; index < validationBatches(job, plan.batch); index++) {
    const { images } = await source.validate(index);
    parts.push(new Uint8Array(images.buffer, images.byteOffset, images.byteLength));
  }
  await writeFile(path, Buffer.concat(parts));
}

async function runPeer(
  python: string,
  jobPath: string,
  streamPath: string,
  onLine: (line: PeerLine) => void,
): Promise<readonly PeerLine[]> {
  // The batches are made beside it on the same cores: threads that spin while they wait would lose most of the time to that.
  const env = { ...process.env, PYTHONPATH: peers, OMP_WAIT_POLICY: 'PASSIVE' };
  const child = spawn(python, ['-m', 'plugsight_torch.train', jobPath], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const stream = spawn(process.execPath, [streamer, streamPath], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = Promise.all([once(child, 'exit'), once(stream, 'exit')]) as Promise<[[number | null], [number | null]]>;
  const piped = pipeline(stream.stdout, child.stdin);
  piped.catch(() => undefined);
  const lines: PeerLine[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text) as PeerLine;
    lines.push(line);
    onLine(line);
  }
  const [[code], [streamCode]] = await ended;
  if (code !== 0 || streamCode !== 0) {
    throw new Error(`The peer ended with code ${code}, its batches with code ${streamCode}.`);
  }
  await piped;
  return lines;
}

/** Gives out the stored predictions [count, 4 + K, A] batch by batch, in the order in which `validate` asks. */
function storedPredictions(bytes: Uint8Array, batch: number, classCount: number): EvaluationRun {
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  let next = 0;
  return async ({ images }) => {
    const channels = 4 + classCount;
    const side = images.length / batch;
    const anchors = (side / 64) * (1 + 1 / 4 + 1 / 16);
    const boxes = new Float32Array(batch * 4 * anchors);
    const scores = new Float32Array(batch * classCount * anchors);
    for (let picture = 0; picture < batch; picture++, next++) {
      const start = next * channels * anchors;
      boxes.set(values.subarray(start, start + 4 * anchors), picture * 4 * anchors);
      scores.set(values.subarray(start + 4 * anchors, start + channels * anchors), picture * classCount * anchors);
    }
    return { losses: { box: 0, class: 0, distribution: 0 }, boxes, scores, anchors };
  };
}
