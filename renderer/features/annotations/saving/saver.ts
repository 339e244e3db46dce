import type { LabelImage, QueueMark, QueueName } from '../../../../shared/contract/labelling.ts';
import { type AnnotationContent, type AnnotationRevision, sameContent } from '../../../../shared/domain/annotation.ts';
import type { Problem } from '../../../../shared/domain/problem.ts';

export type Judgement = {
  readonly model: string;
  readonly version: number;
  readonly index: number;
  readonly confidence: number;
  readonly isRejected: boolean;
};

/** What of one image is not stored yet. */
export type Unsaved = {
  readonly imageId: string;
  readonly author: string;
  /** The stored revision this was made from. */
  readonly base: number;
  /** Null: the label itself is stored. */
  readonly content: AnnotationContent | null;
  /** Done with the image in its queue, or not after all; null: that stays as it is. */
  readonly inQueue: QueueMark | null;
  readonly judgements: readonly Judgement[];
};

export type SaveState =
  | { readonly kind: 'saved'; readonly at: string | null }
  | { readonly kind: 'saving' }
  /** `images`: how many wait; `imageId`: the one that has waited longest, and its problem. */
  | { readonly kind: 'unsaved'; readonly images: number; readonly imageId: string; readonly problem: Problem };

/** Somebody else's label came between: both versions, until a person chooses. */
export type Conflict = { readonly mine: Unsaved; readonly stored: LabelImage };

/** The engine, as far as saving needs it. Every promise may fail; `problemOf` says why. */
export type Desk = {
  revise(change: {
    imageId: string;
    content: AnnotationContent;
    author: string;
    basedOnRevision: number;
    inQueue: QueueMark | null;
  }): Promise<AnnotationRevision>;
  finish(ask: { queue: QueueName; imageId: string; isDone: boolean }): Promise<unknown>;
  judge(judgement: Judgement & { imageId: string }): Promise<unknown>;
  image(imageId: string): Promise<LabelImage>;
  problemOf(error: unknown): Problem;
  /** Is the engine there at all? */
  isThere(): boolean;
};

/** Where unsaved work outlives a reload of the page. */
export type Shelf = {
  read(): readonly Unsaved[];
  write(unsaved: readonly Unsaved[]): void;
};

/** Failed for a reason that another try may not meet: tried again after this long. */
const retryMs = 3000;
/** No answer for so long: taken as lost and sent again. */
const patienceMs = 10_000;

/**
 * Brings labels to the disk, each image's one after the other, the latest state of it where several came while one was on its way. What
 * could not be stored stays, in memory and on the shelf, and goes when the engine is back.
 */
export class Saver {
  readonly #desk: Desk;
  readonly #shelf: Shelf;
  readonly #onChange: () => void;
  readonly #waiting = new Map<string, Unsaved>();
  readonly #underWay = new Map<string, Unsaved>();
  readonly #revisions = new Map<string, number>();
  readonly #problems = new Map<string, Problem>();
  readonly #conflicts = new Map<string, Conflict>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #savedAt: string | null = null;
  /** Moves when the engine went: answers to what was sent before do not count. */
  #era = 0;

  constructor(desk: Desk, shelf: Shelf, onChange: () => void) {
    this.#desk = desk;
    this.#shelf = shelf;
    this.#onChange = onChange;
    for (const unsaved of shelf.read()) this.#waiting.set(unsaved.imageId, unsaved);
  }

  /** What of an image is not stored, if anything: it, not the stored label, is to be shown. */
  unsaved(imageId: string): Unsaved | null {
    const [first, then] = [this.#underWay.get(imageId), this.#waiting.get(imageId)];
    return first && then ? merged(first, then) : (then ?? first ?? null);
  }

  conflict(imageId: string): Conflict | null {
    return this.#conflicts.get(imageId) ?? null;
  }

  get state(): SaveState {
    const [first] = this.#problems;
    if (first) return { kind: 'unsaved', images: this.#problems.size, imageId: first[0], problem: first[1] };
    if (this.#waiting.size + this.#underWay.size > 0) return { kind: 'saving' };
    return { kind: 'saved', at: this.#savedAt };
  }

  /** The stored revision of an image, as far as this window knows. */
  revision(imageId: string): number | null {
    return this.#revisions.get(imageId) ?? null;
  }

  /** An image was read: its stored revision. Does nothing while something of it is on its way. */
  know(imageId: string, revision: number): void {
    if (this.unsaved(imageId) === null) this.#revisions.set(imageId, revision);
  }

  /** Stores a change after `delayMs` (0: now); what comes for the same image meanwhile goes with it. */
  save(change: Omit<Unsaved, 'base'>, delayMs = 0): void {
    const { imageId } = change;
    const known = this.#waiting.get(imageId);
    const base = this.#revisions.get(imageId) ?? known?.base ?? 0;
    this.#waiting.set(imageId, known ? merged(known, { ...change, base }) : { ...change, base });
    this.#keep();
    if (this.#conflicts.has(imageId)) {
      this.#onChange();
      return;
    }
    const timer = this.#timers.get(imageId);
    if (delayMs > 0) {
      // The first of a row of small steps starts the clock: the last one is stored no later than this after it.
      if (timer === undefined)
        this.#timers.set(
          imageId,
          setTimeout(() => this.#start(imageId), delayMs),
        );
    } else this.#start(imageId);
    this.#onChange();
  }

  /** Sends what waits for its moment, and what failed before. */
  flush(): void {
    for (const imageId of [...this.#waiting.keys()]) if (!this.#conflicts.has(imageId)) this.#start(imageId);
  }

  /** The connection was lost: nothing that was on its way is known to have arrived. */
  lost(): void {
    this.#era += 1;
    for (const [imageId, unsaved] of this.#underWay) {
      const later = this.#waiting.get(imageId);
      this.#waiting.set(imageId, later ? merged(unsaved, later) : unsaved);
      this.#problems.set(imageId, engineGone);
    }
    this.#underWay.clear();
    this.#keep();
    this.#onChange();
  }

  /** Of the two versions of a conflict, the one that stays. */
  settle(imageId: string, choice: 'mine' | 'stored'): void {
    const conflict = this.#conflicts.get(imageId);
    if (!conflict) return;
    this.#conflicts.delete(imageId);
    this.#problems.delete(imageId);
    this.#revisions.set(imageId, conflict.stored.revision);
    const mine = this.#waiting.get(imageId);
    if (choice === 'stored' || !mine) this.#waiting.delete(imageId);
    else this.#waiting.set(imageId, { ...mine, base: conflict.stored.revision });
    this.#keep();
    if (choice === 'mine') this.#start(imageId);
    this.#onChange();
  }

  #start(imageId: string): void {
    clearTimeout(this.#timers.get(imageId));
    this.#timers.delete(imageId);
    const unsaved = this.#waiting.get(imageId);
    if (!unsaved || this.#underWay.has(imageId)) return;
    if (!this.#desk.isThere()) {
      this.#problems.set(imageId, engineGone);
      this.#onChange();
      return;
    }
    this.#waiting.delete(imageId);
    this.#underWay.set(imageId, unsaved);
    void this.#send(unsaved, this.#era);
  }

  async #send(unsaved: Unsaved, era: number): Promise<void> {
    const { imageId } = unsaved;
    let left = unsaved;
    try {
      for (const judgement of unsaved.judgements) {
        await inTime(this.#desk.judge({ imageId, ...judgement }));
        left = { ...left, judgements: left.judgements.filter((one) => one !== judgement) };
      }
      if (left.content !== null) {
        const { content, author, base, inQueue } = left;
        const stored = await inTime(this.#desk.revise({ imageId, content, author, basedOnRevision: base, inQueue }));
        if (era === this.#era) this.#revisions.set(imageId, stored.origin === 'unchanged' ? 0 : stored.revision);
      } else if (left.inQueue !== null) {
        await inTime(this.#desk.finish({ imageId, ...left.inQueue }));
      }
      if (era === this.#era) this.#arrived(imageId);
    } catch (error) {
      if (era === this.#era) await this.#failed(left, this.#desk.problemOf(error), era);
    }
  }

  #arrived(imageId: string): void {
    this.#underWay.delete(imageId);
    this.#problems.delete(imageId);
    this.#savedAt = new Date().toISOString();
    const later = this.#waiting.get(imageId);
    const revision = this.#revisions.get(imageId);
    if (later && revision !== undefined) this.#waiting.set(imageId, { ...later, base: revision });
    this.#keep();
    if (later && !this.#timers.has(imageId)) this.#start(imageId);
    this.#onChange();
  }

  async #failed(left: Unsaved, problem: Problem, era: number): Promise<void> {
    const { imageId } = left;
    if (problem.code === 'label-conflict') {
      const stored = await this.#desk.image(imageId).catch(() => null);
      if (era !== this.#era) return;
      if (stored && left.content !== null && sameContent(stored.content, left.content)) {
        // It had arrived and only the answer was lost, or somebody else says the same; what it says of the queue is said again.
        this.#revisions.set(imageId, stored.revision);
        return this.#send({ ...left, base: stored.revision, content: null }, era);
      }
      if (stored) this.#conflicts.set(imageId, { mine: left, stored });
    }
    this.#underWay.delete(imageId);
    const later = this.#waiting.get(imageId);
    this.#waiting.set(imageId, later ? merged(left, later) : left);
    // A proposal that is not there any more cannot be judged, and nothing is lost with it.
    if (problem.code === 'not-found' && left.judgements.length > 0) {
      const rest = this.#waiting.get(imageId) ?? left;
      this.#waiting.set(imageId, { ...rest, judgements: [] });
    }
    this.#problems.set(imageId, problem);
    this.#keep();
    if (!this.#conflicts.has(imageId))
      this.#timers.set(
        imageId,
        setTimeout(() => this.#start(imageId), retryMs),
      );
    this.#onChange();
  }

  #keep(): void {
    const all = new Set([...this.#underWay.keys(), ...this.#waiting.keys()]);
    this.#shelf.write([...all].flatMap((imageId) => this.unsaved(imageId) ?? []));
  }
}

const engineGone: Problem = {
  code: 'process-crashed',
  sentence:
    'The label was not saved: the engine is being started again. It is kept in this window and saved when the engine is back.',
};

/** Two changes of one image as one: the later content stands, on the earlier one's base. */
function merged(first: Unsaved, then: Unsaved): Unsaved {
  const judged = new Map([...first.judgements, ...then.judgements].map((judgement) => [judgement.index, judgement]));
  return {
    imageId: first.imageId,
    author: then.author,
    base: first.base,
    content: then.content ?? first.content,
    inQueue: then.inQueue ?? first.inQueue,
    judgements: [...judged.values()],
  };
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new Error('The label was not saved: the engine does not answer. It is kept in this window and tried again.'),
        ),
      patienceMs,
    );
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
