import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInferenceModel } from '../../electron/trainer/network/index.ts';
import { type OperationCall, VisionClient } from '../../electron/vision/index.ts';
import { defaultPreparation, preparedSize } from '../../shared/geometry/index.ts';
import { livelyState } from '../peers/support/lively-state.ts';
import { writeScenes } from './ingest/scenes.ts';
import { type Bench, type BenchOptions, BenchUnavailable, type Figures } from './support/bench.ts';
import { LineProcess } from './support/line-process.ts';
import { median, percentile } from './support/median.ts';
import { moduleVersions, ultralyticsPython } from './support/python.ts';

/**
 * One picture from its file to its boxes, through the vision host as the product does it, against Ultralytics' own predict with the
 * same ONNX file. `p50_ms`, `p95_ms`, `network_share` and `ratio` are those of a prepared picture (306x256 PNG), which both read; beside them a
 * 2448x2050 demo scene as JPEG, PNG and BMP, prepared on the way (by OpenCV on the peer's side: grey, area, equalised). The network is
 * the demo's (width 0.125, 160x128, one channel), untrained unless `--model <onnx>` names a trained one. Options: `--rounds n`,
 * `--threads n`.
 */
export const bench: Bench = { name: 'predict', run };

const sourceSize = { widthPx: 2448, heightPx: 2050 };
const preparation = defaultPreparation(sourceSize);
const { widthPx: preparedWidth, heightPx: preparedHeight } = preparedSize(sourceSize, preparation);
const kinds = ['prepared', 'jpeg', 'png', 'bmp'] as const;
type Kind = (typeof kinds)[number];
type Times = {
  readonly own: number[];
  readonly network: number[];
  readonly peer: number[];
  boxes: number;
  peerBoxes: number;
};
type Peer = { readonly process: LineProcess | null; readonly said: Figures[string] };

async function run({ quick, settings }: BenchOptions): Promise<Figures> {
  const rounds = Number(settings.rounds ?? (quick ? 10 : 100));
  const threads = Number(settings.threads ?? 1);
  const folder = await mkdtemp(join(tmpdir(), 'plugsight-predict-'));
  const vision = new VisionClient({ hosts: 1 });
  let peer: Peer | undefined;
  try {
    const path = settings.model ?? (await writeDemoNetwork(folder));
    const described = await vision.call('describeModel', { path });
    if (!described.ok) throw new Error(described.problem.sentence);
    const { sha256, network, classes } = described.value;
    const model = { path, sha256, network, classCount: classes.length, threads };
    peer = await startPeer(path, threads, network.inputSize);
    const files = await writePictures(folder, vision);
    const figures: Record<string, number> = {};
    for (const kind of kinds) {
      const times = await compare(kind, files[kind], model, vision, peer.process, rounds);
      Object.assign(figures, report(kind, times));
    }
    return {
      ...figures,
      p50_ms: figures.p50_ms_prepared,
      p95_ms: figures.p95_ms_prepared,
      network_share: figures.network_share_prepared,
      ratio: figures.ratio_prepared ?? null,
      rounds,
      threads,
      peer: peer.said,
    };
  } finally {
    await peer?.process?.close();
    await vision.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeDemoNetwork(folder: string): Promise<string> {
  const config = { width: 0.125, depth: 0.33, classCount: 1, inputChannels: 1 } as const;
  const metadata = {
    classNames: ['plug'],
    description: 'bench',
    author: 'Plugsight',
    license: 'Apache-2.0',
    version: '0',
    plugsight: {},
  };
  const path = join(folder, 'network.onnx');
  await writeFile(
    path,
    buildInferenceModel(config, { widthPx: 160, heightPx: 128 }, await livelyState(config, 11), metadata),
  );
  return path;
}

async function startPeer(path: string, threads: number, { widthPx, heightPx }: typeof sourceSize): Promise<Peer> {
  try {
    const { python, env } = await ultralyticsPython();
    const script = fileURLToPath(new URL('../peers/ultralytics_predict.py', import.meta.url));
    const process = new LineProcess(python, [script, path, `${threads}`, `${heightPx}`, `${widthPx}`], { env });
    await process.ready;
    return { process, said: await moduleVersions(python, ['ultralytics', 'onnxruntime', 'torch', 'cv2']) };
  } catch (error) {
    if (!(error instanceof BenchUnavailable)) throw error;
    console.log(error.message);
    return { process: null, said: null };
  }
}

async function writePictures(folder: string, vision: VisionClient): Promise<Readonly<Record<Kind, string>>> {
  const scenes = await writeScenes(folder, 1);
  const prepared = join(folder, 'prepared.png');
  const made = await vision.call('prepare', { path: scenes.bmp[0], preparation, outPath: prepared });
  if (!made.ok) throw new Error(made.problem.sentence);
  return { prepared, jpeg: scenes.jpeg[0], png: scenes.png[0], bmp: scenes.bmp[0] };
}

/** Both sides in turn, the order reversed in every second round, after three rounds that are not counted. */
async function compare(
  kind: Kind,
  path: string,
  model: OperationCall<'predict'>['model'],
  vision: VisionClient,
  peer: LineProcess | null,
  rounds: number,
): Promise<Times> {
  const times: Times = { own: [], network: [], peer: [], boxes: 0, peerBoxes: 0 };
  const picture: OperationCall<'predict'>['picture'] =
    kind === 'prepared' ? { kind, path, sourceSize } : { kind: 'raw', source: { kind: 'path', path } };
  const own = async () => {
    const started = performance.now();
    const answer = await vision.call('predict', { model, picture, preparation, confidenceAbove: 0.25 });
    times.own.push(performance.now() - started);
    if (!answer.ok) throw new Error(answer.problem.sentence);
    times.network.push(answer.value.timingsMs.network);
    times.boxes = answer.value.detections.length;
  };
  const theirs = async () => {
    if (peer === null) return;
    const prepare = kind === 'prepared' ? null : [preparedWidth, preparedHeight];
    const { milliseconds, boxes } = (await peer.ask(JSON.stringify({ path, prepare }))) as {
      milliseconds: number;
      boxes: unknown[];
    };
    times.peer.push(milliseconds);
    times.peerBoxes = boxes.length;
  };
  const uncounted = 3;
  for (let round = 0; round < rounds + uncounted; round++) {
    for (const side of round % 2 === 0 ? [own, theirs] : [theirs, own]) await side();
  }
  for (const list of [times.own, times.network, times.peer]) list.splice(0, uncounted);
  return times;
}

function report(kind: Kind, { own, network, peer, boxes, peerBoxes }: Times): Record<string, number> {
  const share = median(network) / median(own);
  const theirs = peer.length === 0 ? 'no peer' : `Ultralytics ${median(peer).toFixed(1)} ms, ${peerBoxes} boxes`;
  console.log(
    `${kind.padEnd(8)} ours p50 ${median(own).toFixed(1)} ms, p95 ${percentile(own, 0.95).toFixed(1)} ms, network ${(share * 100).toFixed(0)} %, ${boxes} boxes | ${theirs}`,
  );
  return {
    [`p50_ms_${kind}`]: median(own),
    [`p95_ms_${kind}`]: percentile(own, 0.95),
    [`network_share_${kind}`]: share,
    ...(peer.length === 0
      ? {}
      : { [`peer_p50_ms_${kind}`]: median(peer), [`ratio_${kind}`]: median(peer) / median(own) }),
  };
}
