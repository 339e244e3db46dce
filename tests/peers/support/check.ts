import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Checks = {
  /** Prints the figure beside its limit and remembers whether it holds; not a number never does. */
  readonly atMost: (what: string, value: number, limit: number) => void;
  readonly equal: (what: string, value: number, expected: number) => void;
};

/** Runs one peer check in a folder of its own, prints each comparison, and ends the program with code 1 if any failed. */
export async function runChecks(body: (checks: Checks, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plugsight-peer-'));
  let failed = 0;
  const note = (holds: boolean, line: string) => {
    if (!holds) failed += 1;
    console.log(`${holds ? 'ok  ' : 'FAIL'} ${line}`);
  };
  try {
    await body(
      {
        atMost: (what, value, limit) => note(value <= limit, `${what}: ${value.toExponential(2)} (at most ${limit})`),
        equal: (what, value, expected) => note(value === expected, `${what}: ${value} (expected ${expected})`),
      },
      folder,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(failed === 0 ? 'All comparisons hold.' : `${failed} comparison(s) do not hold.`);
  process.exitCode = failed === 0 ? 0 : 1;
}
