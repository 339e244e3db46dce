import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const runFile = promisify(execFile);

/** Runs a script of this folder on a job written as JSON into `folder`; returns the JSON that it printed last. */
export async function runPython<T>(python: string, script: string, job: unknown, folder: string): Promise<T> {
  const jobPath = join(folder, `${script}.json`);
  await writeFile(jobPath, JSON.stringify(job));
  const { stdout } = await runFile(python, [join(import.meta.dirname, '..', script), jobPath], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}
