import { defineConfig } from '@playwright/test';
import type { Home } from './support/homes.ts';
import { isFullSize } from './support/size.ts';

/** The same stories in both homes of the page; two workers, because a story mostly waits for a window, and all of them have to fit into the tests' time. */
export default defineConfig<{ readonly home: Home }>({
  testDir: '.',
  testMatch: '**/*.story.ts',
  outputDir: '../../out/e2e',
  workers: 2,
  // A story races a browser, an engine and its jobs on two busy cores; one that passes only at the second try is named at the end of the run.
  retries: 1,
  timeout: isFullSize ? 4 * 3600_000 : 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: process.env.PLUGSIGHT_E2E_REPORT ?? '../../out/e2e/report.json' }]],
  use: { screenshot: 'only-on-failure', actionTimeout: isFullSize ? 0 : 60_000 },
  projects: [
    { name: 'chromium', use: { home: 'chromium' } },
    { name: 'electron', use: { home: 'electron' } },
  ],
});
