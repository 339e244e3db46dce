import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { buildPage, buildShell } from '../../renderer/build/build-page.ts';
import { problemSchema } from '../../shared/domain/problem.ts';
import { engineProgram } from '../engine/index.ts';
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

const firstLineSchema = z.union([
  z.object({ ready: z.literal(true), pageAddress: z.string() }),
  z.object({ problem: problemSchema }),
]);

async function serveBrowser(): Promise<void> {
  const workspace = resolve(values.workspace ?? join(root, 'workspace'));
  const words = [engineProgram, '--workspace', workspace, '--create', '--page', page];
  const engine = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number>((done) => engine.once('exit', (code) => done(code ?? 1)));
  createInterface({ input: engine.stdout }).once('line', async (line) => {
    const answer = firstLineSchema.parse(JSON.parse(line));
    if ('problem' in answer) return say(answer.problem.sentence);
    const isOpen = hasDisplay() && (await openBrowser(answer.pageAddress));
    say(
      isOpen
        ? `open in the browser; its address, good once: ${answer.pageAddress}`
        : `open this address, good once: ${answer.pageAddress}`,
    );
    say('Ctrl-C ends it; what was saved is kept.');
  });
  process.exitCode = await ended;
}

function say(sentence: string): void {
  process.stdout.write(`plugsight: ${sentence}\n`);
}
