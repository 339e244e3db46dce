import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeSafetensors } from '../../electron/trainer/checkpoint/safetensors.ts';
import { stateTensors } from '../../electron/trainer/checkpoint/weights.ts';
import { initialState, networkLayout } from '../../electron/trainer/network/index.ts';
import { batchBytes } from '../peers/support/batch-bytes.ts';
import { torchNetwork, torchRecipe } from '../peers/support/torch-names.ts';
import type { Bench, BenchOptions, Figures } from './support/bench.ts';
import { LineProcess } from './support/line-process.ts';
import { moduleVersions, torchPython } from './support/python.ts';
import { alternate } from './support/rounds.ts';
import { parameterCount, type SpeedCase, seed, speedBatch, speedPlan } from './trainer-speed/job.ts';

/**
 * Images a second of a whole training step (forward, assignment, loss, backward, clip, SGD, averaging) at 320x256, size n, against
 * PyTorch in channels-last on the same network, weights, batch and threads. Options: `--threads n`, `--rounds n`, `--only
 * batch8|batch16|frozen` (several by comma).
 */
export const bench: Bench = { name: 'trainer-speed', run };

type Answer = { readonly seconds: number; readonly peakMegabytes: number; readonly items: readonly number[] };

const cases = {
  batch8: { batch: 8, isFrozen: false },
  batch16: { batch: 16, isFrozen: false },
  frozen: { batch: 8, isFrozen: true },
} as const;
type CaseName = keyof typeof cases;

async function run({ quick, settings }: BenchOptions): Promise<Figures> {
  const python = await torchPython();
  const threads = Number(settings.threads ?? 2);
  const rounds = Number(settings.rounds ?? (quick ? 2 : 9));
  const chosen = settings.only?.split(',') ?? Object.keys(cases);
  const figures: Record<string, number> = {};
  let [peak, peerPeak] = [0, 0];
  for (const name of Object.keys(cases) as CaseName[]) {
    if (!chosen.includes(name)) continue;
    const result = await compare(name, { ...cases[name], threads }, python, rounds, quick ? 1 : 4);
    figures[`ratio_${name}`] = result.own / result.peer;
    figures[`images_per_s_${name}`] = result.own;
    figures[`peer_images_per_s_${name}`] = result.peer;
    figures[`peak_mb_${name}`] = result.peakMb;
    figures[`peer_peak_mb_${name}`] = result.peerPeakMb;
    peak = Math.max(peak, result.peakMb);
    peerPeak = Math.max(peerPeak, result.peerPeakMb);
  }
  const versions = await moduleVersions(python, ['torch', 'numpy']);
  return { ...figures, peak_mb: peak, peer_peak_mb: peerPeak, threads, rounds, peer: versions };
}

async function compare(name: CaseName, speedCase: SpeedCase, python: string, rounds: number, steps: number) {
  const folder = await mkdtemp(join(tmpdir(), 'plugsight-speed-'));
  const own = new LineProcess(process.execPath, [
    fileURLToPath(new URL('./trainer-speed/own-steps.ts', import.meta.url)),
    JSON.stringify(speedCase),
  ]);
  const env = { ...process.env, PYTHONPATH: fileURLToPath(new URL('../peers', import.meta.url)) };
  const peer = new LineProcess(python, ['-m', 'plugsight_torch.speed', await writePeerJob(folder, speedCase)], { env });
  try {
    await Promise.all([own.ready, peer.ready]);
    const last: Record<'own' | 'peer', Answer | undefined> = { own: undefined, peer: undefined };
    const ask = async (side: 'own' | 'peer', count: number) => {
      const answer = (await (side === 'own' ? own : peer).ask(String(count))) as Answer;
      last[side] = answer;
      return (speedCase.batch * count) / answer.seconds;
    };
    // The first step of a session, and torch's first choice of kernels, are slower than the rest.
    await ask('own', 1);
    await ask('peer', 1);
    console.log(
      `${name}: ${(parameterCount(speedPlan(speedCase)) / 1e6).toFixed(2)} M parameters, ${speedCase.threads} threads; first step's losses ` +
        `${lossesOf(last.own)} | torch ${lossesOf(last.peer)}`,
    );
    const { all, medians } = await alternate(rounds, [
      { name: 'own', round: () => ask('own', steps) },
      { name: 'peer', round: () => ask('peer', steps) },
    ]);
    const spread = (values: readonly number[]) => `${Math.min(...values).toFixed(1)}-${Math.max(...values).toFixed(1)}`;
    console.log(
      `${name}: ours ${medians.own.toFixed(1)} images/s (${spread(all.own)}), ${last.own!.peakMegabytes.toFixed(0)} MB; ` +
        `torch ${medians.peer.toFixed(1)} (${spread(all.peer)}), ${last.peer!.peakMegabytes.toFixed(0)} MB; ` +
        `ratio ${(medians.own / medians.peer).toFixed(3)}`,
    );
    return { ...medians, peakMb: last.own!.peakMegabytes, peerPeakMb: last.peer!.peakMegabytes };
  } finally {
    await Promise.all([own.close(), peer.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

function lossesOf(answer: Answer | undefined): string {
  return (answer?.items ?? []).map((value) => value.toFixed(4)).join(' ');
}

async function writePeerJob(folder: string, speedCase: SpeedCase): Promise<string> {
  const plan = speedPlan(speedCase);
  const [startWeights, batchFile, jobPath] = ['start.safetensors', 'batch.bin', 'job.json'].map((file) =>
    join(folder, file),
  );
  const tensors = stateTensors(networkLayout(plan.config), initialState(plan.config, seed));
  await writeFile(startWeights, encodeSafetensors({ tensors, metadata: {} }));
  await writeFile(batchFile, Buffer.concat(batchBytes(plan.batch, speedBatch(plan))));
  const job = {
    network: torchNetwork(plan.config),
    recipe: torchRecipe(plan.schedule),
    ...plan.network,
    startWeights,
    batchFile,
    threads: plan.threads,
    frozen: speedCase.isFrozen,
  };
  await writeFile(jobPath, JSON.stringify(job));
  return jobPath;
}
