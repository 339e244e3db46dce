import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { firstLineOf, runStories } from './e2e/support/run-stories.ts';

/**
 * `npm test`: linter and formatter, compiler, every test, then the stories in the browser and in Electron. What is skipped says why. The last line is `N passed, N failed, N skipped`;
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
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

let passed = 0;
let failed = 0;
let skipped = 0;
/** What failed, or passed only when tried again, said once more at the very end: of a long run often only that is kept. */
const remarks: string[] = [];

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
    remarks.push(`failed: ${name}`);
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
  for (const { name, message, status, assertionResults } of report.testResults) {
    for (const { status: how, fullName, failureMessages } of assertionResults)
      if (how === 'failed') remarks.push(`failed: ${name}: ${fullName}: ${firstLineOf(failureMessages?.[0])}`);
    if (status === 'failed' && assertionResults.length === 0) remarks.push(`failed: ${name}: ${firstLineOf(message)}`);
  }
  // A file that failed before its first test holds no assertion and would not be seen in the counts.
  failed += report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
} catch (error) {
  failed += 1;
  process.stderr.write(`vitest left no report: ${error instanceof Error ? error.message : String(error)}\n`);
}

if (words.length === 0) {
  const stories = runStories(root);
  passed += stories.passed;
  failed += stories.failed;
  skipped += stories.skipped;
  remarks.push(...stories.remarks);
}
rmSync(folder, { recursive: true, force: true });

for (const remark of remarks) process.stdout.write(`${remark}\n`);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
