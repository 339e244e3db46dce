import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/**
 * `npm test`: linter and formatter, compiler, then every test. What is skipped says why. The last line is `N passed, N failed, N skipped`;
 * linter and compiler count as one test each. Words after `npm test --` go to vitest (a file name, `-t <name>`).
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const words = process.argv.slice(2);

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  numFailedTestSuites: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

let passed = 0;
let failed = 0;
let skipped = 0;

function step(name: string, command: string, commandWords: readonly string[]): void {
  const { status, error } = spawnSync(command, commandWords, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) process.stderr.write(`${name}: ${error.message}\n`);
  if (status === 0) passed += 1;
  else {
    failed += 1;
    process.stderr.write(`${name} failed\n`);
  }
}

if (words.length === 0) {
  step('linter', bin('biome'), ['check', '--error-on-warnings', '.']);
  step('compiler', bin('tsc'), ['-b']);
}

const folder = mkdtempSync(join(tmpdir(), 'plugsight-test-'));
const reportPath = join(folder, 'report.json');
spawnSync(
  bin('vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`, ...words],
  {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  },
);
try {
  const report = vitestReport.parse(JSON.parse(readFileSync(reportPath, 'utf8')));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  // A file that failed before its first test holds no assertion and would not be seen in the counts.
  failed += report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
} catch (error) {
  failed += 1;
  process.stderr.write(`vitest left no report: ${error instanceof Error ? error.message : String(error)}\n`);
}
rmSync(folder, { recursive: true, force: true });

process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
