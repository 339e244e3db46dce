import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPage, buildShell } from '../../renderer/build/build-page.ts';
import { engineProgram } from '../engine/index.ts';
import { documentsFolder } from '../platform/index.ts';
import { EngineSupervisor } from '../supervision/index.ts';
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
/** A window that ends with an error this soon never opened: system libraries are missing, or a sandbox is not allowed. */
const neverOpenedMs = 10_000;

const page = await buildPage();
const electron = values.browser ? null : findElectron(root);
if (electron !== null && hasDisplay()) {
  if (!(await openShell(electron))) {
    say('the window could not be opened, what Electron said stands above: the same page opens in the browser.');
    await serveBrowser();
  }
} else {
  if (!values.browser) {
    say(
      electron === null
        ? 'no Electron binary can be had here: the same page opens in the browser.'
        : 'there is no display for a window here.',
    );
  }
  await serveBrowser();
}

/** False when it never opened. */
async function openShell(binary: string): Promise<boolean> {
  await buildShell();
  const words = [root, ...(values.workspace === undefined ? [] : ['--workspace', resolve(values.workspace)])];
  // Chromium refuses to be sandboxed as root; on a plant's PC nobody works as root.
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const startedAt = Date.now();
  const child = spawn(binary, [...(isRoot ? ['--no-sandbox'] : []), ...words], { stdio: 'inherit' });
  // The window asks what is to become of work under way; this program waits for its answer.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const code = await new Promise<number | null>((done) => {
    child.once('error', () => done(127));
    child.once('exit', (exitCode) => done(exitCode));
  });
  if (code !== null && code !== 0 && Date.now() - startedAt < neverOpenedMs) return false;
  process.exitCode = code ?? 1;
  return true;
}

/** The engine with the page, until Ctrl-C; started again under the same address when it ends otherwise, so that the open page goes on. */
async function serveBrowser(): Promise<void> {
  const workspace = resolve(values.workspace ?? join(documentsFolder(), 'Plugsight'));
  const supervisor = new EngineSupervisor({
    node: process.execPath,
    program: engineProgram,
    workspace,
    create: true,
    page,
    log: null,
  });
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      void supervisor.part('stop');
    });
  }
  let told: string | null = null;
  while (!isEnding) {
    const engine = await supervisor.engine();
    if (engine.kind === 'ready') {
      if (engine.url !== told) await sayAddress(workspace, engine.pageAddress);
      told = engine.url;
    } else if (engine.kind !== 'ended') {
      say(engine.trouble);
      process.exitCode = 1;
      return;
    }
    await supervisor.ended();
  }
}

async function sayAddress(workspace: string, address: string | null): Promise<void> {
  if (address === null) throw new Error('the engine serves no page');
  const isOpen = hasDisplay() && (await openBrowser(address));
  say(`workspace ${workspace}`);
  say(`${isOpen ? 'open in the browser; its address' : 'open this address'}, good once: ${address}`);
  say('Ctrl-C ends it; what was saved is kept.');
}

function say(sentence: string): void {
  process.stdout.write(`plugsight: ${sentence}\n`);
}
