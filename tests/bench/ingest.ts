import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VisionClient } from '../../electron/vision/index.ts';
import { type SceneFormat, sceneFormats, writeScenes } from './ingest/scenes.ts';
import { type Bench, type BenchOptions, BenchUnavailable, type Figures } from './support/bench.ts';
import { LineProcess } from './support/line-process.ts';
import { moduleVersions, peerPython } from './support/python.ts';
import { alternate } from './support/rounds.ts';

/**
 * Images a second of an import (2448x2050: check, hash, measure, prepare, store the prepared image durably; originals referenced in
 * place on both sides) against one plain sequential Python process with OpenCV, and two of them beside it. Ours uses two hosts.
 * Options: `--images n`, `--rounds n`, `--hosts n`, `--calls n` (at a time, for each host).
 */
export const bench: Bench = { name: 'ingest', run };

type Side = 'own' | 'peer' | 'twoPeers';

async function run({ quick, settings }: BenchOptions): Promise<Figures> {
  const images = Number(settings.images ?? (quick ? 4 : 16));
  const rounds = Number(settings.rounds ?? (quick ? 2 : 9));
  const folder = await mkdtemp(join(tmpdir(), 'plugsight-ingest-'));
  const client = new VisionClient({ hosts: Number(settings.hosts ?? 2), callsPerHost: Number(settings.calls ?? 2) });
  const peers = await startPeers();
  try {
    console.log(`Rendering ${images} demo scenes in PNG, BMP and JPEG`);
    const paths = await writeScenes(folder, images);
    const figures: Record<string, number> = {};
    const all: number[] = [];
    for (const format of sceneFormats) {
      const medians = await compare(format, paths[format], folder, rounds, client, peers.processes);
      report(format, medians);
      figures[`images_per_s_${format}`] = medians.own;
      if (medians.peer !== undefined && medians.twoPeers !== undefined) {
        figures[`peer_images_per_s_${format}`] = medians.peer;
        figures[`two_peers_images_per_s_${format}`] = medians.twoPeers;
        figures[`ratio_${format}`] = medians.own / medians.peer;
      }
      all.push(medians.own);
    }
    const harmonicMean = all.length / all.reduce((sum, rate) => sum + 1 / rate, 0);
    return { ...figures, images_per_s: harmonicMean, images, rounds, peer: peers.said };
  } finally {
    await client.stop();
    await Promise.all(peers.processes.map((process) => process.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function startPeers(): Promise<{ readonly processes: readonly LineProcess[]; readonly said: Figures[string] }> {
  try {
    const python = await peerPython();
    const script = fileURLToPath(new URL('../peers/ingest_peer.py', import.meta.url));
    const processes = [new LineProcess(python, [script]), new LineProcess(python, [script])];
    await Promise.all(processes.map((process) => process.ready));
    return { processes, said: await moduleVersions(python, ['cv2', 'numpy']) };
  } catch (error) {
    if (!(error instanceof BenchUnavailable)) throw error;
    console.log(error.message);
    return { processes: [], said: null };
  }
}

async function compare(
  format: SceneFormat,
  paths: readonly string[],
  folder: string,
  rounds: number,
  client: VisionClient,
  peers: readonly LineProcess[],
): Promise<{ readonly own: number; readonly peer?: number; readonly twoPeers?: number }> {
  let outputs = 0;
  const timed = async (work: (outputFolder: string) => Promise<unknown>): Promise<number> => {
    const outputFolder = join(folder, `${format}-${outputs++}`);
    await mkdir(outputFolder);
    const start = performance.now();
    await work(outputFolder);
    const seconds = (performance.now() - start) / 1000;
    await rm(outputFolder, { recursive: true });
    return paths.length / seconds;
  };
  const own = () => timed((output) => ingestAll(client, paths, output));
  const peer = () => timed((output) => peers[0].ask(JSON.stringify({ files: paths, folder: output })));
  const half = Math.ceil(paths.length / 2);
  const halves = [paths.slice(0, half), paths.slice(half)].filter((part) => part.length > 0);
  const twoPeers = () =>
    timed((output) =>
      Promise.all(halves.map((files, index) => peers[index].ask(JSON.stringify({ files, folder: output })))),
    );
  const sides: readonly { readonly name: Side; readonly round: () => Promise<number> }[] =
    peers.length === 0
      ? [{ name: 'own', round: own }]
      : [
          { name: 'own', round: own },
          { name: 'peer', round: peer },
          { name: 'twoPeers', round: twoPeers },
        ];
  for (const side of sides) await side.round();
  const { medians } = await alternate(rounds, sides);
  return medians;
}

async function ingestAll(client: VisionClient, paths: readonly string[], preparedFolder: string): Promise<void> {
  const answers = await Promise.all(
    paths.map((path) => client.call('ingest', { path, rawFolder: null, preparation: null, preparedFolder })),
  );
  for (const answer of answers) if (!answer.ok) throw new Error(answer.problem.sentence);
}

function report(format: SceneFormat, rates: { own: number; peer?: number; twoPeers?: number }): void {
  const said = (rate: number | undefined): string => (rate === undefined ? 'none' : `${rate.toFixed(1)}/s`);
  const ratio = rates.peer === undefined ? '' : `, ${(rates.own / rates.peer).toFixed(2)} times the single peer`;
  console.log(
    `${format.padEnd(5)} ours ${said(rates.own)}, OpenCV ${said(rates.peer)}, two OpenCV processes ${said(rates.twoPeers)}${ratio}`,
  );
}
