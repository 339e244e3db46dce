import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { errorCode } from '../../platform/index.ts';
import { browserForm, preparationHash } from '../../vision/index.ts';
import { workspacePreparation } from '../sources/index.ts';
import { layout, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { type StoredPicture, storedPicture } from './stored-picture.ts';
import { Turns } from './turns.ts';

/** A picture as a browser takes it. `isSettled`: the same address never shows anything else. */
export type ShownPicture = {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly tag: string;
  readonly isSettled: boolean;
};

const thumbnailLongestSidePx = 306;

/**
 * An image for people: small, full size, and as a network sees it. Thumbnails are made when first asked for and kept; one a time while
 * pictures come in, so that looking does not hold up an import, two otherwise. A class because of the work under way.
 */
export class ImagePictures {
  readonly #workspace: Workspace;
  readonly #turns: Turns;
  readonly #underWay = new Map<string, ThumbnailWork>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    const isImporting = () => workspace.jobs.list().some((job) => job.kind === 'import' && job.state === 'running');
    this.#turns = new Turns(() => (isImporting() ? 1 : 2));
  }

  /** `signal`: whoever asked went away. The work ends when nobody waits for it any more. */
  async thumbnail(imageId: string, signal: AbortSignal): Promise<Result<ShownPicture>> {
    const path = join(layout.thumbnails(this.#workspace.folder), imageId.slice(0, 2), `${imageId}.jpg`);
    const kept = await bytesOrNull(path);
    if (kept !== null) return success(thumbnailOf(imageId, kept));
    const stored = storedPicture(this.#workspace, imageId);
    if (!stored.ok) return stored;
    let work = this.#underWay.get(imageId);
    if (work === undefined) {
      const stop = new AbortController();
      const done = this.#makeThumbnail(imageId, stored.value, path, stop.signal).finally(() => {
        this.#underWay.delete(imageId);
      });
      work = { done, stop, waiting: 0 };
      this.#underWay.set(imageId, work);
    }
    const mine = work;
    mine.waiting += 1;
    const leave = () => {
      mine.waiting -= 1;
      if (mine.waiting > 0) return;
      // Whoever asks from now on begins anew.
      this.#underWay.delete(imageId);
      mine.stop.abort();
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    try {
      return await mine.done;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** The raw file as it lies where a browser shows exactly its pixels, otherwise converted without loss. */
  async source(imageId: string): Promise<Result<ShownPicture>> {
    const stored = storedPicture(this.#workspace, imageId);
    if (!stored.ok) return stored;
    const bytes = await bytesOrNull(stored.value.path);
    if (bytes === null) return fileIsGone(stored.value);
    const settled = { tag: `${imageId}-source`, isSettled: true } as const;
    const form = browserForm(bytes);
    if (form !== null) return success({ bytes, contentType: form, ...settled });
    const { path, name } = stored.value;
    const answer = await this.#workspace.vision.call('bitmap', { path, displayName: name });
    return answer.ok ? success({ bytes: answer.value.bytes, contentType: 'image/bmp', ...settled }) : answer;
  }

  /** A file of this machine that is not in the workspace: a folder's sample, a picture to be tried. Looked at each time. */
  async file(path: string, size: 'thumbnail' | 'source'): Promise<Result<ShownPicture>> {
    const name = basename(path);
    const fresh = { tag: '', isSettled: false } as const;
    if (size === 'thumbnail') {
      const answer = await this.#turns.take(
        () => this.#workspace.vision.call('thumbnail', { path, longestSidePx: thumbnailLongestSidePx, outPath: null }),
        new AbortController().signal,
      );
      if (answer === null || !answer.ok)
        return answer ?? failure('cancelled', 'Nobody waited for this picture any more.');
      return success({ bytes: answer.value.bytes, contentType: 'image/jpeg', ...fresh });
    }
    const bytes = await bytesOrNull(path);
    if (bytes === null) return failure('not-found', `${name} cannot be read: ${path}.`, { file: name });
    const form = browserForm(bytes);
    if (form !== null) return success({ bytes, contentType: form, ...fresh });
    const answer = await this.#workspace.vision.call('bitmap', { path });
    return answer.ok ? success({ bytes: answer.value.bytes, contentType: 'image/bmp', ...fresh }) : answer;
  }

  /** What the network sees. `preparation`: a hash; null: the workspace's own. */
  async prepared(imageId: string, preparation: string | null): Promise<Result<ShownPicture>> {
    const own = workspacePreparation(this.#workspace);
    const hash = preparation ?? (own === null ? '' : preparationHash(own));
    const [row] = rows(
      this.#workspace.store,
      z.object({ path: z.string() }),
      'SELECT path FROM prepared WHERE image_id = @imageId AND preparation = @hash',
      { imageId, hash },
    );
    if (!row) return failure('not-found', 'This image was not prepared that way.');
    const bytes = await bytesOrNull(join(layout.preparedImages(this.#workspace.folder), row.path));
    if (bytes === null) {
      return failure(
        'not-found',
        'The prepared picture is gone from the workspace. The source and its label are kept. Import the folder again to prepare it anew.',
      );
    }
    return success({
      bytes,
      contentType: 'image/png',
      tag: `${imageId}-${hash.slice(0, 16)}`,
      isSettled: preparation !== null,
    });
  }

  async #makeThumbnail(
    imageId: string,
    { name, path }: StoredPicture,
    outPath: string,
    signal: AbortSignal,
  ): Promise<Result<ShownPicture>> {
    const answer = await this.#turns.take(
      () =>
        this.#workspace.vision.call(
          'thumbnail',
          { path, displayName: name, expectedSha256: imageId, longestSidePx: thumbnailLongestSidePx, outPath },
          { signal },
        ),
      signal,
    );
    if (answer === null) return failure('cancelled', 'Nobody waited for this picture any more.');
    if (answer.ok) return success(thumbnailOf(imageId, answer.value.bytes));
    const isGone = answer.problem.code === 'file-unreadable' && (await bytesOrNull(path)) === null;
    return isGone ? fileIsGone({ name, path }) : answer;
  }
}

type ThumbnailWork = {
  readonly done: Promise<Result<ShownPicture>>;
  readonly stop: AbortController;
  waiting: number;
};

function thumbnailOf(imageId: string, bytes: Uint8Array): ShownPicture {
  return { bytes, contentType: 'image/jpeg', tag: `${imageId}-thumbnail`, isSettled: true };
}

function fileIsGone({ name, path }: StoredPicture): Result<never> {
  return failure(
    'not-found',
    `${name} cannot be read any more: ${path}. Its label and figures are kept. Put the file back, or connect the share it lies on.`,
    { file: name },
  );
}

/** Larger files are refused at import, so that none can belong to an image. */
const maximumBytes = 32 * 1024 * 1024;

/** Null where the file is not there, or what is there cannot be a picture. */
async function bytesOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return (await stat(path)).size > maximumBytes ? null : await readFile(path);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return null;
  }
}
