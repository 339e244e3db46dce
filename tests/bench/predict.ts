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
 * One picture from its file to its boxes, through the vision host as the product does it (two processes, its message there and back
 * included), against Ultralytics' own predict with the same ONNX file inside its process. `p50_ms`, `p95_ms` and `ratio` are those of a
 * 2448x2050 demo scene as JPEG, the demo's usual file; PNG and BMP stand beside it. The peer prepares the scene with OpenCV first (grey, area,
 * equalised), as the model's own pictures were and as ours does; `ratio_unprepared_*` is Ultralytics without that, on a picture the model
 * was not made for. `network_share` is that of a picture prepared before (306x256 PNG). The network is the demo's (width 0.125,
 * 160x128, one channel), untrained unless `--model <onnx>` names a trained one. Options: `--rounds n`, `--threads n`.
 */
export const bench: Bench = { name: 'predict', run };

const sourceSize = { widthPx: 2448, heightPx: 2050 };
const preparation = defaultPreparation(sourceSize);
const { widthPx: preparedWidth, heightPx: preparedHeight } = preparedSize(sourceSize, preparation);
const kinds = ['jpeg', 'png', 'bmp', 'prepared'] as const;
type Kind = (typeof kinds)[number];
type Times = {
  readonly own: number[];
  readonly network: number[];
  /** The peer on the same work: prepared on the way, or before. */
  readonly peer: number[];
  /** The peer on the scene as it is; empty for a picture prepared before. */
  readonly unprepared: number[];
  /** Boxes found by ours and by the peer on the same work. */
  boxes: number;
  peerBoxes: number;
};
type PeerAnswer = { readonly milliseconds: number; readonly boxes: readonly unknown[] };
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
      p50_ms: figures.p50_ms_jpeg,
      p95_ms: figures.p95_ms_jpeg,
      network_share: figures.network_share_prepared,
      ratio: figures.ratio_jpeg ?? null,
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
  const times: Times = { own: [], network: [], peer: [], unprepared: [], boxes: 0, peerBoxes: 0 };
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
  const ask = async (prepare: readonly [number, number] | null): Promise<PeerAnswer> =>
    (await peer?.ask(JSON.stringify({ path, prepare }))) as PeerAnswer;
  const theirs = async () => {
    const { milliseconds, boxes } = await ask(kind === 'prepared' ? null : [preparedWidth, preparedHeight]);
    times.peer.push(milliseconds);
    times.peerBoxes = boxes.length;
  };
  const unprepared = async () => {
    times.unprepared.push((await ask(null)).milliseconds);
  };
  const sides = peer === null ? [own] : kind === 'prepared' ? [own, theirs] : [own, theirs, unprepared];
  const uncounted = 3;
  for (let round = 0; round < rounds + uncounted; round++) {
    for (const side of round % 2 === 0 ? sides : [...sides].reverse()) await side();
  }
  for (const list of [times.own, times.network, times.peer, times.unprepared]) list.splice(0, uncounted);
  return times;
}

function report(kind: Kind, { own, network, peer, unprepared, boxes, peerBoxes }: Times): Record<string, number> {
  const [p50, share] = [median(own), median(network) / median(own)];
  const said = [
    `ours p50 ${p50.toFixed(1)} ms, p95 ${percentile(own, 0.95).toFixed(1)} ms, network ${(share * 100).toFixed(0)} %, ${boxes} boxes`,
    peer.length === 0 ? 'no peer' : `Ultralytics ${median(peer).toFixed(1)} ms, ${peerBoxes} boxes`,
    ...(unprepared.length === 0 ? [] : [`without preparing ${median(unprepared).toFixed(1)} ms`]),
  ];
  console.log(`${kind.padEnd(8)} ${said.join(' | ')}`);
  return {
    [`p50_ms_${kind}`]: p50,
    [`p95_ms_${kind}`]: percentile(own, 0.95),
    [`network_share_${kind}`]: share,
    ...(peer.length === 0 ? {} : { [`peer_p50_ms_${kind}`]: median(peer), [`ratio_${kind}`]: median(peer) / p50 }),
    ...(unprepared.length === 0 ? {} : { [`ratio_unprepared_${kind}`]: median(unprepared) / p50 }),
  };
}
