import { type Problem, ProblemError } from '../../shared/domain/problem.ts';
import { trainerExitCodes } from '../../shared/domain/training-event.ts';
import { diskFull, isDiskFull, killPoint, lowerOwnPriority } from '../platform/index.ts';
import { BatchThread } from './data/batch-thread.ts';
import { smallBoxesSentence } from './data/small-boxes.ts';
import { type EmitEvent, openEventLog } from './program/event-log.ts';
import { finish } from './program/finish.ts';
import { planTraining } from './program/plan.ts';
import { type RunFolder, readJob, runFolder } from './program/run-folder.ts';
import { lockRun } from './program/run-lock.ts';
import { startRun } from './program/start-run.ts';
import { listenForStop, type StopRequest } from './program/stop-request.ts';
import { train } from './program/train.ts';

/**
 * The built-in trainer: `node electron/trainer/main.ts <run folder> [--supervised]`. Reads `job.json`, trains, and says what it does
 * as JSON lines (`shared/domain/training-event.ts`). Started again on the same folder it goes on where it was. With `--supervised`
 * the end of standard input means stop.
 */
async function main(folder: string, isSupervised: boolean): Promise<number> {
  lowerOwnPriority();
  const paths = runFolder(folder);
  const stop = listenForStop(isSupervised);
  try {
    const lock = await lockRun(paths.lock);
    if (!lock.ok) return failed(lock.problem, openEventLog(paths.events));
    killPoint('train.locked');
    try {
      return await runTraining(paths, openEventLog(paths.events), stop);
    } finally {
      lock.value();
    }
  } catch (error) {
    const problem = expectedProblem(error);
    if (problem === undefined) throw error;
    return failed(problem, openEventLog(paths.events));
  }
}

async function runTraining(paths: RunFolder, emit: EmitEvent, stop: StopRequest): Promise<number> {
  const read = readJob(paths);
  if (!read.ok) return failed(read.problem, emit);
  const { job, params } = read.value;
  const plan = planTraining(job, params);
  emit({ event: 'note', sentence: plan.optimizer.sentence });
  const smallBoxes = smallBoxesSentence(job, plan.network);
  if (smallBoxes !== undefined) emit({ event: 'note', sentence: smallBoxes });
  const { batch, seed, network, limits } = plan;
  const source = new BatchThread(job, { batch, seed, network, limits });
  try {
    const run = await startRun(paths, read.value, plan, source, emit, stop);
    if (!run.ok) return failed(run.problem, emit);
    const outcome = await train(run.value);
    if (!outcome.ok) return failed(outcome.problem, emit);
    if (outcome.value === 'stopped') return trainerExitCodes.stopped;
    const finished = finish(run.value);
    return finished.ok ? trainerExitCodes.finished : failed(finished.problem, emit);
  } finally {
    await source.stop();
  }
}

function failed(problem: Problem, emit: EmitEvent): number {
  emit({ event: 'failed', problem });
  return trainerExitCodes.failed;
}

function expectedProblem(error: unknown): Problem | undefined {
  if (error instanceof ProblemError) return error.problem;
  return isDiskFull(error) ? diskFull('The training') : undefined;
}

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Usage: node electron/trainer/main.ts <run folder> [--supervised]\n');
  process.exitCode = trainerExitCodes.failed;
} else {
  process.exitCode = await main(folder, flags.includes('--supervised'));
  // Standard input would keep the program alive.
  process.stdin.destroy();
}
