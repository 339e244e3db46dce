import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file system of its own in memory that can be filled up. */
export type SmallDisk = {
  readonly folder: string;
  /** Fills it until about `bytes` are free. */
  leaveFree(bytes: number): void;
  makeRoom(): void;
  remove(): void;
};

/** Only Linux's root may mount one: elsewhere a sentence says why there is none. */
export function smallDisk(folder: string, bytes: number): SmallDisk | string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'A full disk was not tried: mounting a small one needs root on Linux.';
  mkdirSync(folder, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { encoding: 'utf8' });
  if (mounted.status !== 0) return `A full disk was not tried: mount says "${(mounted.stderr ?? '').trim()}".`;
  const ballast = join(folder, 'ballast');
  return {
    folder,
    leaveFree(wanted) {
      rmSync(ballast, { force: true });
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, new Uint8Array(Math.max(0, bavail * bsize - wanted)));
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    remove: () => {
      spawnSync('umount', [folder]);
    },
  };
}
