import { join, relative, sep } from 'node:path';
import type { RunSummary, TrainInput } from '../../../shared/contract/runs.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { TrainingJob } from '../../../shared/domain/training-job.ts';
import { parseParams, writeParams } from '../../../shared/formats/params.ts';
import { atomicWrite, killPoint, sha256 } from '../../platform/index.ts';
import { getDataset } from '../datasets/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { layout } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { findRun, insertRun, nextRunId, runOfInput, updateRun } from './run-rows.ts';
import { chooseStart } from './start-weights.ts';
import { superviseTraining } from './supervise.ts';
import { trainingImages } from './training-images.ts';

/**
 * Trains on a frozen dataset version: everything that can be refused is refused before anything is started; then the run's folder is
 * written, its row, and the trainer is started as a program of its own. Where a run of exactly this input was cut off, that one goes on:
 * a new one would only come to the same weights later.
 */
export async function trainOnDataset(
  workspace: Workspace,
  input: TrainInput,
  control: JobControl,
): Promise<Result<RunSummary>> {
  const dataset = getDataset(workspace, input.dataset, input.datasetVersion);
  if (!dataset.ok) return dataset;
  const params = parseParams(input.paramsText, input.paramsFile);
  if (!params.ok) return params;
  const start = chooseStart(workspace, params.value, input);
  if (!start.ok) return start;
  if (!dataset.value.roles.train)
    return failure(
      'not-enough-data',
      'This dataset version has no train images. No training was started. Freeze one that has.',
    );
  const inputHash = trainInputHash(dataset.value.hash, params.value, weightsPathFrom(workspace, start.value.path));
  const cutOff = runOfInput(workspace, inputHash, ['stopped', 'interrupted']);
  if (cutOff !== null) {
    return goOn(workspace, withNote(cutOff, `Goes on with ${cutOff.id}, which was ${cutOff.state}.`), control);
  }
  const images = await trainingImages(workspace, dataset.value.id, dataset.value.preparation, control);
  if (!images.ok) return images;
  killPoint('train.images-prepared');

  const runId = nextRunId(workspace);
  const folder = layout.run(workspace.folder, runId);
  const job: TrainingJob = {
    schemaVersion: 1,
    runId,
    params: params.value,
    classes: dataset.value.classes,
    preparation: dataset.value.preparation,
    images: images.value.map((image) => ({ ...image, path: pathFrom(folder, image.path) })),
    startWeightsPath: start.value.path === null ? null : pathFrom(folder, start.value.path),
  };
  atomicWrite(join(folder, 'params.yaml'), writeParams(params.value));
  atomicWrite(join(folder, 'job.json'), JSON.stringify(job), { stage: 'train.job-written' });
  const run: RunSummary = {
    id: runId,
    dataset: dataset.value.name,
    datasetVersion: dataset.value.version,
    datasetHash: dataset.value.hash,
    state: 'running',
    startedAt: new Date().toISOString(),
    finishedAt: null,
    folder,
    epochs: null,
    bestEpoch: null,
    valMap50: null,
    valMap5095: null,
    imagesPerSecond: null,
    peakMemoryMb: null,
    trainingSeconds: null,
    notes: [...start.value.notes],
    problem: null,
  };
  insertRun(workspace, run, dataset.value.id, inputHash);
  killPoint('train.row-written');
  return superviseTraining(workspace, run, control);
}

/** Relative with `/`: what is written down stays right when the workspace moves to another folder or machine. */
function pathFrom(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

/** Path of start weights as `trainInputHash` wants it. */
export function weightsPathFrom({ folder }: Pick<Workspace, 'folder'>, path: string | null): string | null {
  return path === null ? null : pathFrom(folder, path);
}

/** What decides a run's weights: the same hash, the same weights. `startPath` is relative to the workspace. */
export function trainInputHash(datasetHash: string, params: unknown, startPath: string | null): string {
  return sha256(JSON.stringify({ datasetHash, params, startPath }));
}

/** A run from random weights on this dataset with these parameters that need not be started anew; null when there is none. */
export function resumableRun(workspace: Workspace, datasetHash: string, params: unknown): string | null {
  const inputHash = trainInputHash(datasetHash, params, null);
  return runOfInput(workspace, inputHash, ['stopped', 'interrupted', 'finished'])?.id ?? null;
}

/** Goes on with a run that was stopped, or interrupted by a crash, a kill or a power cut. */
export async function resumeRun(workspace: Workspace, runId: string, control: JobControl): Promise<Result<RunSummary>> {
  const found = findRun(workspace, runId);
  if (!found.ok) return found;
  const { summary } = found.value;
  if (summary.state === 'finished') return success(summary);
  return goOn(workspace, summary, control);
}

/** A row that still says `running` is no reason to refuse: trainings run one after the other, and the run's own lock keeps a second trainer out. */
async function goOn(workspace: Workspace, summary: RunSummary, control: JobControl): Promise<Result<RunSummary>> {
  const running: RunSummary = { ...summary, state: 'running', finishedAt: null, problem: null };
  updateRun(workspace, running);
  return superviseTraining(workspace, running, control);
}

function withNote(run: RunSummary, note: string): RunSummary {
  return run.notes.includes(note) ? run : { ...run, notes: [...run.notes, note] };
}
