// Runs before `npm start`, `npm test`, `npm run plugsight`, `npm run bench` and `npm run faults`: makes a fresh clone ready, and does
// nothing on the next call. With `--tests` it also adds a browser and a screen in memory, where it may. Only Node built-ins and old syntax: it runs on whatever Node the machine has, before anything is installed.
//
// `npm ci --ignore-scripts`, then `npm rebuild node` and nothing else: a plain `npm ci` would compile better-sqlite3, which ships
// ready-made binaries, and fail where no compiler or headers are (a plant's PC). The `node` package brings the Node the project runs on.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const stampPath = join(root, 'node_modules', '.plugsight-installed');
const nodeBinary = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

function say(sentence) {
  process.stderr.write(`plugsight: ${sentence}\n`);
}

/** What is installed is right as long as the lock file, the platform and the processor are the same. */
function wantedStamp() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`;
}

function isReady(stamp) {
  return existsSync(stampPath) && existsSync(nodeBinary) && readFileSync(stampPath, 'utf8') === stamp;
}

/** npm, called the way that works on Windows too: through its own script file with the running Node. */
function npm(words) {
  const cli = process.env.npm_execpath;
  const [command, prefix, shell] =
    cli && /\.c?js$/.test(cli) ? [process.execPath, [cli], false] : ['npm', [], process.platform === 'win32'];
  // What npm prints goes to stderr: stdout belongs to the command that follows (`--json`).
  const run = spawnSync(command, [...prefix, ...words], { cwd: root, stdio: ['ignore', 2, 2], shell });
  if (run.error) throw run.error;
  return run.status === 0;
}

const stamp = wantedStamp();
if (!isReady(stamp)) {
  say('first start on this machine: installing what the lock file names (a few minutes, once)');
  if (!npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])) {
    say(
      'the packages could not be installed. Nothing else was changed. Check the network or the npm mirror, then run the same command again.',
    );
    process.exit(1);
  }
  if (!npm(['rebuild', 'node', '--loglevel=error']) || !existsSync(nodeBinary)) {
    say('the packages are here, but the Node they need is not. Run the same command again; it goes on from here.');
    process.exit(1);
  }
  writeFileSync(stampPath, stamp);
  say('ready');
}

if (process.argv.includes('--tests')) addBrowser();

/** A browser and Xvfb for the stories, by apt-get as root; otherwise those tests are skipped, and say so. */
function addBrowser() {
  if (process.platform !== 'linux') return;
  const wanted = [
    ['chromium', ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']],
    ['xvfb', ['/usr/bin/xvfb-run']],
    ['xauth', ['/usr/bin/xauth']],
  ]
    .filter(([, places]) => !places.some((place) => existsSync(place)))
    .map(([name]) => name);
  if (wanted.length === 0) return;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall)
    return say(
      `${wanted.join(', ')} not found and not installed (not root, or no apt-get): stories that need them are skipped`,
    );
  say(`adding ${wanted.join(', ')} for the stories`);
  const aptGet = (words) =>
    spawnSync('apt-get', words, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 300_000,
    }).status === 0;
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...wanted];
  if (!aptGet(install) && !(aptGet(['update', '-qq']) && aptGet(install)))
    say('they could not be installed: stories that need them are skipped');
}
