import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage, buildShell } from '../../renderer/build/build-page.ts';
import { stage, type Target } from './stage.ts';

/**
 * `npm run dist:dir` (unpacked, this system), `dist:linux` (AppImage, deb), `dist:win` (NSIS): into `out/dist`. The Electron binary is the
 * one of `ELECTRON_OVERRIDE_DIST_PATH` where it is set (for proving the layout; what ships is the version package.json names).
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const kinds: Readonly<Record<string, { readonly target: Target; readonly words: readonly string[] }>> = {
  dir: { target: { platform: process.platform === 'win32' ? 'win32' : 'linux', arch: 'x64' }, words: ['--dir'] },
  linux: { target: { platform: 'linux', arch: 'x64' }, words: ['--linux'] },
  win: { target: { platform: 'win32', arch: 'x64' }, words: ['--win'] },
};
const kind = kinds[process.argv[2] ?? ''];
if (!kind) throw new Error('dist.ts dir | linux | win');

const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Readonly<Record<string, string>>;
};
const electronVersion = devDependencies.electron;

await buildPage();
await buildShell();
const missing = stage(kind.target);
if (missing) {
  process.stderr.write(`plugsight: ${missing.sentence}\n`);
  process.exit(1);
}
const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
const version =
  override && existsSync(join(override, 'version')) ? readFileSync(join(override, 'version'), 'utf8').trim() : null;
const words = [...kind.words, '--x64', '--publish', 'never'];
if (override) words.push(`-c.electronDist=${override}`);
if (version) words.push(`-c.electronVersion=${version.replace(/^v/, '')}`);
const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
const run = spawn(process.execPath, [builder, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
let said = '';
// Which of the two its words go to differs between its versions.
for (const output of [run.stdout, run.stderr]) {
  output.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    process.stderr.write(text);
  });
}
const [status] = await once(run, 'close');
if (status !== 0) {
  // The builder fetches tools and Electron for the target system; offline, its own words hide which.
  const named = /https?:\/\/[^\s"]*\/([^\s"/]+)/.exec(said)?.[1];
  // Cut off from the network it names only the host it did not reach; Electron's own archive is the first thing it fetches.
  const isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/.test(said);
  const first = `electron-v${electronVersion}-${kind.target.platform}-${kind.target.arch}.zip`;
  const wanted = named ?? (isOffline ? first : null);
  const what = wanted ? `${wanted} could not be fetched` : 'the builder failed, what it said stands above';
  process.stderr.write(`plugsight: no installer was made: ${what}. What was made before is untouched.\n`);
  process.exit(1);
}
