import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingImage } from '../../../shared/domain/training-job.ts';
import { recipeHash, writePartJob } from './job.ts';
import { trainOwn } from './own.ts';
import { trainPeer } from './peer.ts';
import type { TrainingSet } from './recipe.ts';
import type { Trained } from './trained.ts';

/** One training of both sides, stored so that a long comparison can be made in several sittings. */
export type Part = {
  readonly set: string;
  /** Seed (from 1) or fold (from 0). */
  readonly repeat: number;
  readonly epochs: number;
  readonly recipe: string;
  /** The commit that trained it; `+` where the working copy had changes. */
  readonly commit: string;
  readonly finishedAt: string;
  readonly own: Trained;
  readonly peer: Trained;
};

export type PartRequest = {
  readonly set: TrainingSet;
  readonly images: readonly TrainingImage[];
  readonly repeat: number;
  readonly epochs: number;
  readonly python: string;
  /** Where runs happen. */
  readonly cacheFolder: string;
  /** Where finished parts lie, one JSON file each. */
  readonly partsFolder: string;
  /** What to do about a stored part: use it or train it anew; `stored-only` never trains. */
  readonly mode: 'train-missing' | 'train-all' | 'stored-only';
};

/**
 * The stored part of this very recipe, or a new one: ours first in odd repeats, the peer first in even ones. Undefined when it may not
 * be trained now.
 */
export async function obtainPart(request: PartRequest, say: (line: string) => void): Promise<Part | undefined> {
  const { set, images, repeat, epochs, python, cacheFolder, partsFolder, mode } = request;
  const recipe = recipeHash(set, images, epochs);
  const name = `${set.name}-${set.repeats.kind}-${repeat}-${recipe}`;
  const stored = join(partsFolder, `${name}.json`);
  if (existsSync(stored) && mode !== 'train-all') {
    const part = JSON.parse(await readFile(stored, 'utf8')) as Part;
    say(`stored part of commit ${part.commit}, ${part.finishedAt} (--fresh trains again)`);
    return part;
  }
  if (mode === 'stored-only') {
    say('not stored, left out');
    return undefined;
  }
  const folder = join(cacheFolder, 'runs', name);
  await rm(folder, { recursive: true, force: true });
  const seed = set.repeats.kind === 'seeds' ? repeat : repeat + 1;
  const job = await writePartJob(folder, set, images, seed, epochs);
  const trainers = {
    own: () => trainOwn(job, say),
    peer: () => trainPeer(job, python, say),
  };
  const commit = currentCommit();
  let own: Trained;
  let peer: Trained;
  if (repeat % 2 === 1) {
    own = await trainers.own();
    peer = await trainers.peer();
  } else {
    peer = await trainers.peer();
    own = await trainers.own();
  }
  const finishedAt = new Date().toISOString();
  const part: Part = { set: set.name, repeat, epochs, recipe, commit, finishedAt, own, peer };
  await mkdir(partsFolder, { recursive: true });
  await writeFile(stored, `${JSON.stringify(part, null, 1)}\n`);
  return part;
}

function currentCommit(): string {
  const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8' }).trim();
  try {
    return (
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--', 'electron', 'shared') === '' ? '' : '+')
    );
  } catch {
    return 'unknown';
  }
}
