import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { errorCode } from '../../platform/index.ts';
import { type FrameFile, type Frames, isPicture } from './frames.ts';

/** A folder is looked at this often: notifications do not come from a network share. */
const lookMs = 500;
/** Frames that wait for the station; the oldest beyond that is passed over and counted. */
const mostWaiting = 20;

/**
 * New pictures of one folder, in the order they were written; what lies there at the beginning is not judged. A file is taken once its
 * size stayed the same from one look to the next: the camera's program has finished it.
 */
export async function watchedFrames(folder: string): Promise<Result<Frames>> {
  const known = new Set<string>();
  try {
    for (const name of await readdir(folder)) known.add(name);
  } catch (error) {
    return failure(
      'file-unreadable',
      `The folder ${folder} cannot be read (${errorCode(error) ?? String(error)}). Nothing was started. Check the path and the share.`,
      { file: folder },
    );
  }
  const growing = new Map<string, number>();
  const waiting: FrameFile[] = [];
  let trouble: string | null = null;
  let skipped = 0;

  const look = async () => {
    const names = (await readdir(folder)).filter((name) => !known.has(name) && isPicture(name));
    const settled: { readonly name: string; readonly facts: Stats }[] = [];
    for (const name of names) {
      const facts = await stat(join(folder, name)).catch(() => null);
      if (!facts?.isFile()) continue;
      if (facts.size > 0 && growing.get(name) === facts.size) settled.push({ name, facts });
      else growing.set(name, facts.size);
    }
    for (const { name, facts } of settled.sort((a, b) => a.facts.mtimeMs - b.facts.mtimeMs)) {
      known.add(name);
      growing.delete(name);
      waiting.push({ path: join(folder, name), fileAt: facts.mtime.toISOString() });
    }
    for (const name of growing.keys()) if (!names.includes(name)) growing.delete(name);
    while (waiting.length > mostWaiting) {
      waiting.shift();
      skipped += 1;
    }
  };

  return success({
    count: null,
    async next(signal) {
      while (!signal.aborted) {
        const frame = waiting.shift();
        if (frame) return frame;
        try {
          await look();
          trouble = null;
        } catch (error) {
          trouble = errorCode(error) ?? String(error);
        }
        if (waiting.length === 0) await delay(lookMs, undefined, { signal }).catch(() => undefined);
      }
      return null;
    },
    trouble: () => trouble,
    skipped: () => skipped,
  });
}
