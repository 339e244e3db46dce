import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { z } from 'zod';
import { engineProgram } from '../../../electron/engine/index.ts';
import { findBrowser } from '../../e2e/support/homes.ts';
import { BenchUnavailable } from '../support/bench.ts';

const readyLine = z.object({ ready: z.literal(true), pageAddress: z.string() });

export type RunningEngine = {
  /** With a ticket that is good once. */
  readonly pageAddress: string;
  /** Milliseconds from its start to its first line. */
  readonly startMs: number;
  stop(): Promise<void>;
};

/** The engine of a workspace as a program of its own, serving the built page; with `create`, of a new one. */
export async function startEngine(
  workspace: string,
  page: string,
  options: { readonly create?: boolean; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<RunningEngine> {
  const startedAt = performance.now();
  const words = ['--workspace', workspace, '--page', page, ...(options.create ? ['--create'] : [])];
  const engine: ChildProcess = spawn(process.execPath, [engineProgram, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...options.environment },
  });
  const ended = new Promise<void>((resolve) => engine.once('exit', () => resolve()));
  const lines = createInterface({ input: engine.stdout as NodeJS.ReadableStream });
  const first = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    engine.once('exit', (code) => reject(new Error(`the engine ended with ${code}`)));
  });
  return {
    pageAddress: readyLine.parse(JSON.parse(first)).pageAddress,
    startMs: performance.now() - startedAt,
    async stop() {
      engine.kill('SIGTERM');
      await ended;
    },
  };
}

export type OpenPage = {
  readonly browser: Browser;
  readonly page: Page;
  readonly protocol: CDPSession;
  readonly version: string;
};

/** 1920x1080, as in a control room; without a graphics card of its own the pages are drawn by the processor. */
export async function openBrowser(): Promise<OpenPage> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    throw new BenchUnavailable(
      'This benchmark drives the page in Chromium, and there is none here. Name one: PLUGSIGHT_CHROMIUM=<path>.',
    );
  }
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  page.on('pageerror', (error) => console.error(`the page: ${error.message}`));
  return { browser, page, protocol: await page.context().newCDPSession(page), version: browser.version() };
}
