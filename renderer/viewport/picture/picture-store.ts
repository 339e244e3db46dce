import type { DecodeAnswer, DecodeRequest } from './decode-worker.ts';

/** A decoded picture; each level is half of the one before. */
export type Picture = { readonly levels: readonly ImageBitmap[] };
export type Loaded = { readonly picture: Picture } | { readonly problem: string };

type Entry = { readonly url: string; readonly promise: Promise<Loaded>; loaded: Loaded | null };

/**
 * Pictures decoded and kept, the most recently wanted last; what is older than the newest few goes. A picture of the camera takes 27 MB
 * with its copies.
 */
export class PictureStore {
  readonly #entries = new Map<string, Entry>();
  readonly #waiting = new Map<number, (loaded: Loaded) => void>();
  /** On some stage now, by how many: these stay. */
  readonly #held = new Map<string, number>();
  readonly #keep: number;
  #worker: Worker | null = null;
  #next = 0;

  constructor(keep: number) {
    this.#keep = keep;
  }

  /** The picture if it is ready now. */
  ready(url: string): Loaded | null {
    return this.#entries.get(url)?.loaded ?? null;
  }

  load(url: string): Promise<Loaded> {
    const known = this.#entries.get(url);
    if (known) {
      this.#entries.delete(url);
      this.#entries.set(url, known);
      return known.promise;
    }
    const entry: Entry = { url, promise: this.#decode(url), loaded: null };
    this.#entries.set(url, entry);
    void entry.promise.then((loaded) => {
      entry.loaded = loaded;
      // A file that was put back, an engine that is back: asked again next time.
      if ('problem' in loaded && this.#entries.get(url) === entry) this.#entries.delete(url);
      if ('picture' in loaded && this.#entries.get(url) !== entry) close(loaded);
    });
    this.#dropOldest();
    return entry.promise;
  }

  /** Keeps a picture while it is shown; answers how to let it go. */
  hold(url: string): () => void {
    this.#held.set(url, (this.#held.get(url) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (this.#held.get(url) ?? 1) - 1;
      if (left > 0) this.#held.set(url, left);
      else this.#held.delete(url);
    };
  }

  /** Decodes what will be wanted next. */
  preload(urls: readonly string[]): void {
    for (const url of urls) void this.load(url);
  }

  #decode(url: string): Promise<Loaded> {
    this.#worker ??= this.#start();
    const id = this.#next++;
    const promise = new Promise<Loaded>((resolve) => this.#waiting.set(id, resolve));
    this.#worker.postMessage({ id, url } satisfies DecodeRequest);
    return promise;
  }

  #start(): Worker {
    const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => {
      const resolve = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      resolve?.('levels' in data ? { picture: { levels: data.levels } } : { problem: data.problem });
    });
    worker.addEventListener('error', () => {
      for (const resolve of this.#waiting.values())
        resolve({ problem: 'The part of the page that decodes pictures stopped.' });
      this.#waiting.clear();
      this.#worker = null;
    });
    return worker;
  }

  #dropOldest(): void {
    for (const [url, { loaded }] of this.#entries) {
      if (this.#entries.size <= this.#keep) return;
      if (this.#held.has(url)) continue;
      this.#entries.delete(url);
      if (loaded) close(loaded);
    }
  }
}

function close(loaded: Loaded): void {
  if ('picture' in loaded) for (const level of loaded.picture.levels) level.close();
}

/** One store for every viewport of the page: what one screen decoded, the next one shows at once. */
export const pictures = new PictureStore(8);
