import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How long the download of Electron's binary may take before the page opens in the browser instead. */
const installLimitMs = 60_000;

const names: Readonly<Record<string, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/**
 * Electron's binary: the folder `ELECTRON_OVERRIDE_DIST_PATH` names, or the one of the `electron` package; where it is missing,
 * Electron's own installer is tried once, in a child and with a limit. Null where none can be had. The package itself is never
 * loaded: it would download without asking and without an end.
 */
export function findElectron(root: string, environment: NodeJS.ProcessEnv = process.env): string | null {
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return existing(join(override, names[process.platform] ?? 'electron'));
  const folder = join(root, 'node_modules', 'electron');
  const installed = () => existing(join(folder, 'dist', binaryName(folder)));
  const found = installed();
  if (found !== null || !existsSync(join(folder, 'install.js'))) return found;
  process.stderr.write('plugsight: fetching Electron, a minute at most\n');
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: installLimitMs });
  return installed();
}

/** As the package's installer writes it down, else as it is called on this system. */
function binaryName(folder: string): string {
  const written = join(folder, 'path.txt');
  return existsSync(written) ? readFileSync(written, 'utf8').trim() : (names[process.platform] ?? 'electron');
}

function existing(path: string): string | null {
  return existsSync(path) ? path : null;
}
