import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { z } from 'zod';

/**
 * `npm run dist:check`: starts the unpacked build of `npm run dist:dir` as a person would, with a new workspace, and looks whether its own
 * engine answers and the page is there. Over the page's debugging port: the fuses leave no other way in. Needs a display (or
 * `xvfb-run -a npm run dist:check`).
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'out', 'dist', process.platform === 'win32' ? 'win-unpacked' : 'linux-unpacked');
const binary = join(folder, process.platform === 'win32' ? 'Plugsight.exe' : 'plugsight');
if (!existsSync(binary)) {
  process.stderr.write('plugsight: there is no unpacked build: run "npm run dist:dir" first\n');
  process.exit(1);
}
const place = mkdtempSync(join(tmpdir(), 'plugsight-dist-'));
const workspace = join(place, 'line 1');
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const words = [
  '--disable-gpu',
  '--remote-debugging-port=0',
  `--user-data-dir=${join(place, 'user')}`,
  '--workspace',
  workspace,
];
const app = spawn(binary, [...(isRoot ? ['--no-sandbox'] : []), ...words], {
  cwd: place,
  stdio: ['ignore', 'inherit', 'pipe'],
});
const ended = new Promise<void>((resolve) => app.once('exit', () => resolve()));
try {
  const ask = await pageConnection(await debuggingPort());
  const deadline = Date.now() + 60_000;
  const text = z.object({ result: z.object({ value: z.string() }) });
  // Between its empty document and our page there is none that could answer.
  const said = async () =>
    text.safeParse(await ask('Runtime.evaluate', { expression: 'document.body?.innerText ?? ""' })).data?.result
      .value ?? '';
  const until = async (words: string, otherwise: string) => {
    while (!(await said()).includes(words)) {
      if (Date.now() > deadline) throw new Error(`the window opened, ${otherwise} within a minute`);
      await delay(300);
    }
  };
  await until('New workspace', 'its engine did not answer');
  // Driven once: a screen is opened by its link, and shows what only this workspace's engine knows.
  await ask('Runtime.evaluate', { expression: 'document.querySelector(\'a[href="#/settings"]\').click()' });
  await until(workspace, 'Settings did not show its workspace');
  const { pid } = JSON.parse(readFileSync(join(workspace, 'engine.json'), 'utf8')) as { pid: number };
  const program = process.platform === 'linux' ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0') : [folder];
  if (!program.every((word) => !word.endsWith('.ts') || word.startsWith(folder))) {
    throw new Error(`the engine is not the packed one: ${program.join(' ')}`);
  }
  const picture = join(root, 'out', 'dist', 'check.png');
  const shot = z.object({ data: z.string() }).parse(await ask('Page.captureScreenshot', { format: 'png' }));
  writeFileSync(picture, Buffer.from(shot.data, 'base64'));
  process.stdout.write(`the packed build opens, its own engine answers; a picture lies in ${picture}\n`);
} finally {
  app.kill('SIGKILL');
  await ended;
  rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}

async function debuggingPort(): Promise<number> {
  for await (const line of createInterface({ input: app.stderr! })) {
    const found = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(line);
    if (found) return Number(found[1]);
  }
  throw new Error('the packed build ended before its window opened');
}

type Ask = (method: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** One question at a time to the page over the DevTools protocol, as soon as there is a page. */
async function pageConnection(port: number): Promise<Ask> {
  const targetsSchema = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string() }));
  for (let tries = 0; tries < 100; tries++, await delay(200)) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null);
    const page = answer && targetsSchema.parse(await answer.json()).find(({ type }) => type === 'page');
    if (!page) continue;
    const socket = new WebSocket(page.webSocketDebuggerUrl);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    let serial = 0;
    return (method, params) => {
      const id = ++serial;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise((resolve) => {
        socket.on('message', function listen(data) {
          const message = JSON.parse(String(data)) as { id?: number; result?: unknown };
          if (message.id !== id) return;
          socket.off('message', listen);
          resolve(message.result);
        });
      });
    };
  }
  throw new Error('the packed build opened no window');
}
