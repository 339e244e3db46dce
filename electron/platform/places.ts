import { access, readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isNetworkShare } from './network-share.ts';

/** Where somebody looking for a folder begins. */
export type Place = {
  readonly name: string;
  readonly path: string;
  readonly kind: 'home' | 'drive' | 'media' | 'share';
};

/** A drive letter of a share that is away answers late or never. */
const answerMs = 500;

/** The home folder, drives (Windows) or mounted media (elsewhere), and network shares as far as they are mounted. */
export async function placesOfMachine(): Promise<Place[]> {
  const home: Place = { name: 'Home', path: homedir(), kind: 'home' };
  return [home, ...(process.platform === 'win32' ? await drives() : [...(await media()), ...(await shares())])];
}

async function drives(): Promise<Place[]> {
  const letters = [...'CDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);
  const answers = await Promise.all(letters.map(isThere));
  return letters.filter((_, at) => answers[at]).map((path) => ({ name: path, path, kind: 'drive' }));
}

async function media(): Promise<Place[]> {
  const parents = [
    '/media',
    join('/media', process.env.USER ?? ''),
    join('/run/media', process.env.USER ?? ''),
    '/mnt',
    '/Volumes',
  ];
  const found = await Promise.all([...new Set(parents)].map(foldersIn));
  const all = found.flat().filter((path) => !parents.includes(path) && !isNetworkShare(path));
  return [{ name: 'This machine', path: '/', kind: 'drive' }, ...all.map(mediaPlace)];
}

function mediaPlace(path: string): Place {
  return { name: path.split('/').at(-1) ?? path, path, kind: 'media' };
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}

async function shares(): Promise<Place[]> {
  let mounts = '';
  try {
    mounts = await readFile('/proc/mounts', 'utf8');
  } catch {
    return [];
  }
  const points = mounts.split('\n').map((line) => (line.split(' ')[1] ?? '').replace(/\\040/g, ' '));
  return points
    .filter((path) => path.startsWith('/') && path !== '/' && isNetworkShare(path, mounts))
    .map((path) => ({ name: path, path, kind: 'share' }));
}

async function isThere(path: string): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), answerMs).unref());
  return Promise.race([
    late,
    access(path).then(
      () => true,
      () => false,
    ),
  ]);
}
