import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { findBrowser, findTestElectron, findVirtualScreen } from './e2e/support/homes.ts';

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

const playwrightResult = z.object({ error: z.object({ message: z.string().optional() }).optional() });
const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
      results: z.array(playwrightResult),
    }),
  ),
});
const playwrightSuite = z.object({
  specs: z.array(playwrightSpec),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});
type PlaywrightSuite = z.infer<typeof playwrightSuite>;
const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  suites: z.array(playwrightSuite),
});

function remarkStories({ specs, suites = [] }: PlaywrightSuite): void {
  for (const { title, file, tests } of specs) {
    for (const { projectName, status, results } of tests) {
      if (status !== 'unexpected' && status !== 'flaky') continue;
      const why = results.find(({ error }) => error)?.error?.message;
      const word = status === 'flaky' ? 'passed only at the second try' : 'failed';
      remarks.push(`${word}: [${projectName}] ${file}: ${title}: ${firstLineOf(why)}`);
    }
  }
  for (const suite of suites) remarkStories(suite);
}

/** Without the colours of a terminal. */
function firstLineOf(text = ''): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
  return text.replace(/\u001b\[[0-9;]*m/g, '').split('\n')[0] ?? '';
}

/** The stories in the browser and in Electron. What cannot run here is skipped with its reason. */
function stories(): void {
  const browser = findBrowser();
  const electron = findTestElectron(root);
  const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY);
  const frame = hasScreen ? null : findVirtualScreen();
  const isElectronPossible = electron !== null && (hasScreen || frame !== null);
  const projects = [...(browser ? ['chromium'] : []), ...(isElectronPossible ? ['electron'] : [])];
  if (!browser) process.stdout.write('stories in the browser are skipped: there is no Chromium here\n');
  if (electron === null) {
    process.stdout.write(
      'stories in Electron are skipped: there is no Electron binary (ELECTRON_OVERRIDE_DIST_PATH)\n',
    );
  } else if (!isElectronPossible) {
    process.stdout.write('stories in Electron are skipped: there is no display and no Xvfb\n');
  }
  skipped += 2 - projects.length;
  if (projects.length === 0) return;
  const reportPath = join(folder, 'stories.json');
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const storyWords = [cli, 'test', '-c', join(root, 'tests', 'e2e', 'playwright.config.ts')];
  for (const project of projects) storyWords.push(`--project=${project}`);
  const [command, commandWords] =
    frame && isElectronPossible ? [frame, ['-a', process.execPath, ...storyWords]] : [process.execPath, storyWords];
  spawnSync(command, commandWords, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PLUGSIGHT_E2E_REPORT: reportPath },
  });
  try {
    const { stats, suites } = playwrightReport.parse(JSON.parse(readFileSync(reportPath, 'utf8')));
    for (const suite of suites) remarkStories(suite);
    passed += stats.expected + stats.flaky;
    failed += stats.unexpected;
    skipped += stats.skipped;
  } catch (error) {
    failed += 1;
    process.stderr.write(`the stories left no report: ${error instanceof Error ? error.message : String(error)}\n`);
  }
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

if (words.length === 0) stories();
rmSync(folder, { recursive: true, force: true });

for (const remark of remarks) process.stdout.write(`${remark}\n`);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
