import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { findBrowser, findTestElectron, findVirtualScreen, type Home } from './homes.ts';

const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
      results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
    }),
  ),
});
const suiteSchema = z.object({
  specs: z.array(specSchema),
  get suites() {
    return z.array(suiteSchema).optional();
  },
});
type Suite = z.infer<typeof suiteSchema>;
const reportSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  suites: z.array(suiteSchema),
});

export type StoriesRun = {
  readonly passed: number;
  readonly failed: number;
  /** Stories, and a home that cannot be had as one. */
  readonly skipped: number;
  /** What failed, or passed only when tried again. */
  readonly remarks: readonly string[];
};

/** The stories in the browser and in Electron. What cannot run here is skipped with its reason. `words` go to Playwright. */
export function runStories(
  root: string,
  options: { readonly homes?: readonly Home[]; readonly words?: readonly string[]; readonly isFullSize?: boolean } = {},
): StoriesRun {
  const { homes = ['chromium', 'electron'], words = [], isFullSize = false } = options;
  const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY);
  const virtualScreen = hasScreen ? null : findVirtualScreen();
  const missing: Record<Home, string | null> = {
    chromium: findBrowser() ? null : 'there is no Chromium here',
    electron:
      findTestElectron(root) === null
        ? 'there is no Electron binary (ELECTRON_OVERRIDE_DIST_PATH)'
        : hasScreen || virtualScreen !== null
          ? null
          : 'there is no display and no Xvfb',
  };
  for (const home of homes)
    if (missing[home] !== null) process.stdout.write(`stories in ${home} are skipped: ${missing[home]}\n`);
  const projects = homes.filter((home) => missing[home] === null);
  const skippedHomes = homes.length - projects.length;
  if (projects.length === 0) return { passed: 0, failed: 0, skipped: skippedHomes, remarks: [] };

  const folder = mkdtempSync(join(tmpdir(), 'plugsight-stories-'));
  const reportPath = join(folder, 'stories.json');
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const storyWords = [cli, 'test', '-c', join(root, 'tests', 'e2e', 'playwright.config.ts'), ...words];
  for (const project of projects) storyWords.push(`--project=${project}`);
  const [command, commandWords] =
    virtualScreen && projects.includes('electron')
      ? [virtualScreen, ['-a', process.execPath, ...storyWords]]
      : [process.execPath, storyWords];
  spawnSync(command, commandWords, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PLUGSIGHT_E2E_REPORT: reportPath, ...(isFullSize ? { PLUGSIGHT_STORIES: 'full' } : {}) },
  });
  try {
    const { stats, suites } = reportSchema.parse(JSON.parse(readFileSync(reportPath, 'utf8')));
    return {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped + skippedHomes,
      remarks: suites.flatMap(remarksOf),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { passed: 0, failed: 1, skipped: skippedHomes, remarks: [`failed: the stories left no report: ${why}`] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function remarksOf({ specs, suites = [] }: Suite): string[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests.flatMap(({ projectName, status, results }) => {
      if (status !== 'unexpected' && status !== 'flaky') return [];
      const why = firstLineOf(results.find(({ error }) => error)?.error?.message);
      const word = status === 'flaky' ? 'passed only at the second try' : 'failed';
      return [`${word}: [${projectName}] ${file}: ${title}: ${why}`];
    }),
  );
  return [...own, ...suites.flatMap(remarksOf)];
}

/** Of an error's text, without the colours of a terminal. */
export function firstLineOf(text = ''): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
  return text.replace(/\u001b\[[0-9;]*m/g, '').split('\n')[0] ?? '';
}
