/**
 * Paths as text with `/` between parts, whatever the system wrote; no file is looked at. Shared rooms run where there is no
 * `node:path`, and a dataset travels between Windows and Linux.
 */
export function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** `/data`, `D:/data` and `//server/share`. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

/** `..` and `.` resolved as far as they can be; a leading `..` of a relative path stays. `.` alone is the folder itself. */
export function joinPath(folder: string, path: string): string {
  const whole = isAbsolutePath(path) || folder === '' ? path : `${folder}/${path}`;
  const root = /^(\/\/|\/|[A-Za-z]:\/)/.exec(whole)?.[0] ?? '';
  const parts: string[] = [];
  for (const part of whole.slice(root.length).split('/')) {
    if (part === '' || part === '.') continue;
    const last = parts.at(-1);
    if (part === '..' && last !== undefined && last !== '..') parts.pop();
    else if (part !== '..' || root === '') parts.push(part);
  }
  const joined = root + parts.join('/');
  return joined === '' ? '.' : joined;
}

/** Folder of a path, `''` at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** File name without its last extension: `roll.v2.final` of `a/roll.v2.final.png`. */
export function stemOf(path: string): string {
  const name = fileNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(0, dot);
}

/** Last extension in lower case without its dot, `''` where there is none. */
export function extensionOf(path: string): string {
  const name = fileNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
