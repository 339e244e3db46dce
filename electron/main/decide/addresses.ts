import { extname, join, normalize, sep } from 'node:path';
import { pageOrigin } from '../../../shared/contract/page.ts';

/** Is this address one of our page's? By parsed parts: a prefix test would take `app://plugsight.evil` for ours. */
export function isOwnPage(address: string): boolean {
  const url = parsed(address);
  return url !== null && `${url.protocol}//${url.host}` === pageOrigin;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

/**
 * The file an address of the page stands for, inside `folder` and nowhere else, with its type; null for everything else: another
 * host, a path that leaves the folder however it is written, a kind of file the page does not have.
 */
export function pageFile(address: string, folder: string): { readonly path: string; readonly type: string } | null {
  const url = parsed(address);
  if (url === null || !isOwnPage(address)) return null;
  let wanted: string;
  try {
    wanted = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (wanted.includes('\0') || wanted.includes('\\')) return null;
  const path = normalize(join(folder, wanted === '/' ? 'index.html' : wanted));
  if (!path.startsWith(folder + sep)) return null;
  const type = types[extname(path).toLowerCase()];
  return type === undefined ? null : { path, type };
}

/** What our page may be granted: the camera for trials, and its own engine on the loopback address. Nobody else, nothing else. */
export function mayHavePermission(
  permission: string,
  requester: string,
  mediaTypes: readonly string[] | undefined,
): boolean {
  if (!isOwnPage(requester)) return false;
  if (permission === 'media') return mediaTypes === undefined || mediaTypes.every((type) => type === 'video');
  return permission === 'local-network-access' || permission === 'loopback-network';
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
