import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { killPoint } from './kill-point.ts';

/** Marks a file that is being written: start-up removes what a kill left behind, readers never see it under its final name. */
export const temporaryMark = '.writing-';

/**
 * Writes a file so that it is either there whole or not there at all, also after a kill or a power cut: temporary name in the same
 * folder, fsync, rename, fsync of the folder. `mode` is POSIX only (Windows keeps the folder's rights). `stage` names two kill points
 * for the fault tests: `<stage>-temp` with half of the bytes written, and `<stage>-renamed`.
 * Errors of the file system are thrown as they come (ENOSPC among them); the temporary file is removed then.
 */
export function atomicWrite(
  path: string,
  bytes: Uint8Array | string,
  options: { readonly stage?: string; readonly mode?: number } = {},
): void {
  const { stage, mode = 0o644 } = options;
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const temporary = temporaryName(path);
  try {
    writeNewFile(temporary, bytes, mode, stage === undefined ? undefined : () => killPoint(`${stage}-temp`));
    replaceFile(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  if (stage !== undefined) killPoint(`${stage}-renamed`);
}

/** Writes a file inside a folder that is not visible under its final name yet: no rename of its own, but on the disk when this returns. */
export function writeDurably(path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeNewFile(path, bytes, 0o644);
}

function writeNewFile(path: string, bytes: Uint8Array | string, mode: number, halfWay?: () => void): void {
  const file = openSync(path, 'wx', mode);
  try {
    const data = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
    const half = halfWay === undefined ? 0 : Math.floor(data.byteLength / 2);
    writeAll(file, data.subarray(0, half));
    halfWay?.();
    writeAll(file, data.subarray(half));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, data: Uint8Array): void {
  for (let offset = 0; offset < data.byteLength; ) offset += writeSync(file, data, offset);
}

export function temporaryName(path: string): string {
  return join(dirname(path), `${temporaryMark}${basename(path).slice(0, 80)}-${randomBytes(6).toString('hex')}`);
}

/**
 * Renames over an existing file and makes the change durable. Windows refuses to replace a file that somebody holds open (a virus
 * scanner does, for moments): tried again for a second. Windows has no fsync of folders; NTFS journals the rename itself.
 */
export function replaceFile(from: string, to: string): void {
  const deadline = Date.now() + 1000;
  for (;;) {
    try {
      renameSync(from, to);
      break;
    } catch (error) {
      if (!isHeldOpen(error) || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
  syncFolder(dirname(to));
}

function isHeldOpen(error: unknown): boolean {
  return process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
}

export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Removes what an interrupted `atomicWrite` left behind, in this folder and below. Returns how many files went. */
export function removeTemporaryFiles(folder: string): number {
  let removed = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removed += removeTemporaryFiles(path);
    else if (entry.name.startsWith(temporaryMark)) {
      rmSync(path, { force: true });
      removed += 1;
    }
  }
  return removed;
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SHA-256 of a file read in pieces. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
