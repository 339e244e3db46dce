import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const networkFileSystems = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb3',
  'smbfs',
  'fuse.sshfs',
  '9p',
  'afs',
  'ncpfs',
  'glusterfs',
  'ceph',
]);

/**
 * Does this folder lie on a network share? SQLite's WAL needs shared memory between processes, which shares do not give. Linux: the
 * file system of the longest mount point above it. Windows: a UNC path (`\\server\share`); a share mapped to a drive letter is not
 * recognised here and is caught when SQLite refuses WAL.
 */
export function isNetworkShare(folder: string, mounts: string = readMounts()): boolean {
  if (process.platform === 'win32') return isUncPath(folder);
  const path = resolve(folder);
  let longest = '';
  let fileSystem = '';
  for (const line of mounts.split('\n')) {
    const [, rawMountPoint = '', type = ''] = line.split(' ');
    const mountPoint = rawMountPoint.replace(/\\040/g, ' ');
    const inside = mountPoint === '/' || path === mountPoint || path.startsWith(`${mountPoint}/`);
    if (inside && mountPoint.length >= longest.length) {
      longest = mountPoint;
      fileSystem = type;
    }
  }
  return networkFileSystems.has(fileSystem);
}

export function isUncPath(folder: string): boolean {
  return /^[\\/]{2}[^\\/?.]/.test(folder);
}

function readMounts(): string {
  try {
    return readFileSync('/proc/mounts', 'utf8');
  } catch {
    return '';
  }
}
