import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where a story runs: the page in a browser, or in Electron's window. */
export type Home = 'chromium' | 'electron';

/** Where a browser may lie; the first that exists. `PLUGSIGHT_CHROMIUM` names another. */
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | null {
  const named = environment.PLUGSIGHT_CHROMIUM;
  return [...(named ? [named] : []), ...browsers].find((path) => existsSync(path)) ?? null;
}

/** The Electron of `ELECTRON_OVERRIDE_DIST_PATH`, or the installed one; never downloaded by a test. */
export function findTestElectron(root: string, environment: NodeJS.ProcessEnv = process.env): string | null {
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const folders = [environment.ELECTRON_OVERRIDE_DIST_PATH, join(root, 'node_modules', 'electron', 'dist')];
  return folders.map((folder) => (folder ? join(folder, name) : '')).find((path) => path && existsSync(path)) ?? null;
}

/** A screen in memory, for a machine without one. */
export function findVirtualScreen(): string | null {
  return existing('/usr/bin/xvfb-run');
}

function existing(path: string): string | null {
  return existsSync(path) ? path : null;
}
