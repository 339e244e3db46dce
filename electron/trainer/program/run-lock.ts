import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { isRunning } from '../../platform/index.ts';

/**
 * One trainer a run: the process id stands in `trainer.pid`. One left by a killed trainer is taken over; a trainer that is just
 * stopping because its engine is gone gets ten seconds. Returns how to give the lock back.
 */
export async function lockRun(path: string, patienceMs = 10_000): Promise<Result<() => void>> {
  const deadline = Date.now() + patienceMs;
  for (let holder = holderOf(path); holder !== undefined; holder = holderOf(path)) {
    if (Date.now() > deadline) {
      return failure(
        'already-exists',
        `Another trainer (process ${holder}) is at work on this run. Nothing was changed; stop it, or delete trainer.pid if that process is something else.`,
        { file: path },
      );
    }
    await sleep(100);
  }
  writeFileSync(path, `${process.pid}\n`);
  return success(() => rmSync(path, { force: true }));
}

function holderOf(path: string): number | undefined {
  if (!existsSync(path)) return undefined;
  const pid = Number(readFileSync(path, 'utf8').trim());
  return Number.isSafeInteger(pid) && pid > 0 && pid !== process.pid && isRunning(pid) ? pid : undefined;
}
