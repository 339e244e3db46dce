import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { buildPage, buildShell } from '../../renderer/build/build-page.ts';
import { problemSchema } from '../../shared/domain/problem.ts';
import { engineProgram } from '../engine/index.ts';
import { failuresAfter, pauseBeforeStart } from '../platform/restart.ts';
import { findElectron } from './start/find-electron.ts';
import { hasDisplay, openBrowser } from './start/open-browser.ts';

/**
 * `npm start`: opens the window. Without an Electron binary, or with `--browser`, the same page opens in the browser, served by the
 * engine; without a display its address is printed. `--workspace <folder>` names the workspace.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    workspace: { type: 'string', short: 'w' },
    browser: { type: 'boolean', default: false },
  },
});
const firstLineSchema = z.union([
  z.object({ ready: z.literal(true), url: z.string(), token: z.string(), pageAddress: z.string() }),
  z.object({ problem: problemSchema }),
]);
type Ready = Extract<z.infer<typeof firstLineSchema>, { ready: true }>;

const page = await buildPage();
const electron = values.browser ? null : findElectron(root);
if (electron !== null && hasDisplay()) await openShell(electron);
else {
  if (!values.browser) {
    say(
      electron === null
        ? 'no Electron binary can be had here: the same page opens in the browser.'
        : 'there is no display for a window here.',
    );
  }
  await serveBrowser();
}

async function openShell(binary: string): Promise<void> {
  await buildShell();
  const words = [root, ...(values.workspace === undefined ? [] : ['--workspace', resolve(values.workspace)])];
  // Chromium refuses to be sandboxed as root; on a plant's PC nobody works as root.
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const child = spawn(binary, [...(isRoot ? ['--no-sandbox'] : []), ...words], { stdio: 'inherit' });
  process.exitCode = await new Promise<number>((done) => {
    child.once('error', (error) => {
      say(`the window could not be opened (${error.message}). Nothing was changed. Try "npm start -- --browser".`);
      done(1);
    });
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** The engine with the page, until Ctrl-C; started again under the same address when it ends otherwise, so that the open page goes on. */
async function serveBrowser(): Promise<void> {
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (isEnding = true));
  let last: Ready | null = null;
  for (let failures = 0; !isEnding; ) {
    const pause = pauseBeforeStart(failures);
    if (pause === null) {
      say('the engine ended several times in a row; what it said stands above. What was saved is kept.');
      process.exitCode = 1;
      return;
    }
    await delay(pause);
    const startedAt = Date.now();
    const run = await runEngine(last);
    if (run === 'refused') {
      process.exitCode = 1;
      return;
    }
    last = run ?? last;
    failures = failuresAfter(failures, Date.now() - startedAt);
  }
}

async function runEngine(before: Ready | null): Promise<Ready | 'refused' | null> {
  const workspace = resolve(values.workspace ?? join(root, 'workspace'));
  const words = [engineProgram, '--workspace', workspace, '--create', '--page', page];
  if (before) words.push('--port', new URL(before.url).port);
  const engine = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(before ? { PLUGSIGHT_ENGINE_TOKEN: before.token } : {}) },
  });
  const end = () => engine.kill();
  process.once('SIGTERM', end);
  const ended = new Promise<void>((done) => engine.once('exit', () => done()));
  const lines = createInterface({ input: engine.stdout });
  const line = await new Promise<string | null>((done) => {
    lines.once('line', done);
    lines.once('close', () => done(null));
  });
  const answer = line === null ? null : firstLineSchema.parse(JSON.parse(line));
  if (answer && 'problem' in answer) {
    say(answer.problem.sentence);
    return 'refused';
  }
  if (answer && !before) await sayAddress(answer.pageAddress);
  await ended;
  process.off('SIGTERM', end);
  return answer;
}

async function sayAddress(address: string): Promise<void> {
  const isOpen = hasDisplay() && (await openBrowser(address));
  say(`${isOpen ? 'open in the browser; its address' : 'open this address'}, good once: ${address}`);
  say('Ctrl-C ends it; what was saved is kept.');
}

function say(sentence: string): void {
  process.stdout.write(`plugsight: ${sentence}\n`);
}
