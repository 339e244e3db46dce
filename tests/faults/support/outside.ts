import { readdirSync, readFileSync } from 'node:fs';
import { problemOf } from '../../../electron/cli/run.ts';
import { readEngineFile } from '../../../electron/engine/index.ts';
import type { Problem } from '../../../shared/domain/problem.ts';
import { perform } from './commands.ts';
import { withEngineApart } from './engines.ts';
import type { Program } from './stages.ts';
import type { Kill, Trial } from './trial.ts';

const files = { vision: 'electron/vision/host.ts', trainer: 'electron/trainer/main.ts' } as const;

/** Which programs can be found from outside here: the children of a process are only looked up on Linux. */
export const killablePrograms: readonly Program[] =
  process.platform === 'linux' ? ['engine', 'vision', 'trainer'] : ['engine'];

/**
 * Does the command with an engine of its own and, `afterMs` after it was asked, kills one of its programs from outside; if that program
 * does not run at that time, as soon as it does.
 */
export async function killFromOutside(trial: Trial, program: Program, afterMs: number): Promise<Kill> {
  const { workspace, command, reference, told } = trial;
  let reached = false;
  let isOver = false;
  let problem: Problem | null = null;
  await withEngineApart(workspace, {}, async (client) => {
    const killing = (async () => {
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      while (!isOver && !reached) {
        const pid = pidOf(program, workspace);
        if (pid === null) await new Promise((resolve) => setTimeout(resolve, 5));
        else reached = killed(pid);
      }
    })();
    try {
      await perform(command, client, reference.pictures, told, null);
    } catch (error) {
      problem = problemOf(error);
      if (problem === null) throw error;
    } finally {
      isOver = true;
      await killing;
    }
  });
  return { reached, problem };
}

function pidOf(program: Program, workspace: string): number | null {
  const engine = readEngineFile(workspace)?.pid ?? null;
  if (engine === null || program === 'engine') return engine;
  return childrenOf(engine).find((pid) => commandLine(pid).includes(files[program])) ?? null;
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function killed(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
