import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The user's folder for documents, the one the window uses: on Linux as the desktop has it, in its language. */
export function documentsFolder(): string {
  const usual = join(homedir(), 'Documents');
  if (process.platform !== 'linux') return usual;
  try {
    const settings = join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'user-dirs.dirs');
    return documentsOf(readFileSync(settings, 'utf8'), homedir()) ?? usual;
  } catch {
    return usual;
  }
}

/** What `user-dirs.dirs` of the desktop says; null: nothing that can be used. Format: `XDG_DOCUMENTS_DIR="$HOME/Dokumente"`. */
export function documentsOf(settings: string, home: string): string | null {
  const value = /^\s*XDG_DOCUMENTS_DIR="(.*)"\s*$/m.exec(settings)?.[1]?.replace(/\\(.)/g, '$1');
  const path = value?.replace(/^\$HOME(?=\/|$)/, home);
  return path !== undefined && isAbsolute(path) ? path : null;
}
