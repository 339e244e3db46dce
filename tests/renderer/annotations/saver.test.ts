import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Desk, Saver, type Unsaved } from '../../../renderer/features/annotations/saving/saver.ts';
import type { LabelImage } from '../../../shared/contract/labelling.ts';
import { type AnnotationContent, sameContent } from '../../../shared/domain/annotation.ts';
import type { Problem } from '../../../shared/domain/problem.ts';

class Refused extends Error {
  readonly problem: Problem;
  constructor(code: Problem['code'], sentence: string) {
    super(sentence);
    this.problem = { code, sentence };
  }
}

const boxes = (xMin: number): AnnotationContent => ({
  state: 'boxes',
  boxes: [{ classIndex: 0, box: { xMin, yMin: 0, xMax: 900, yMax: 900 } }],
});

/** An engine in memory, with the troubles a real one can have. */
class PlantEngine {
  readonly labels = new Map<string, { revision: number; content: AnnotationContent; author: string }>();
  readonly judged: unknown[] = [];
  readonly done = new Set<string>();
  isThere = true;
  /** What the next call meets: `lost`: it is done and the answer never comes. */
  trouble: 'none' | 'disk-full' | 'lost' | 'gone' = 'none';
  calls = 0;

  private mark(imageId: string, isDone: boolean): void {
    if (isDone) this.done.add(imageId);
    else this.done.delete(imageId);
  }

  desk(): Desk {
    return {
      isThere: () => this.isThere,
      problemOf: (error) =>
        error instanceof Refused ? error.problem : { code: 'process-crashed', sentence: String(error) },
      revise: async ({ imageId, content, author, basedOnRevision, inQueue }) => {
        this.calls += 1;
        const { trouble } = this;
        if (trouble === 'disk-full') throw new Refused('disk-full', 'The disk is full.');
        if (trouble === 'gone') throw new Error('the socket closed');
        const now = this.labels.get(imageId) ?? { revision: 0, content: { state: 'unlabelled' as const }, author: '' };
        if (basedOnRevision !== now.revision) throw new Refused('label-conflict', 'Somebody changed it.');
        const revision = sameContent(now.content, content) ? now.revision : now.revision + 1;
        this.labels.set(imageId, { revision, content, author });
        if (inQueue) this.mark(imageId, inQueue.isDone);
        if (trouble === 'lost') await new Promise(() => undefined);
        return { imageId, revision, content, author, createdAt: '2026-03-01T00:00:00.000Z', origin: 'revised' };
      },
      finish: async ({ imageId, isDone }) => {
        this.mark(imageId, isDone);
      },
      judge: async (judgement) => {
        this.judged.push(judgement);
      },
      image: async (imageId) => {
        const now = this.labels.get(imageId);
        return { imageId, ...now, savedAt: null } as unknown as LabelImage;
      },
    };
  }
}

class Memory {
  text = '[]';
  readonly read = () => JSON.parse(this.text) as Unsaved[];
  readonly write = (unsaved: readonly Unsaved[]) => {
    this.text = JSON.stringify(unsaved);
  };
}

const change = (content: AnnotationContent | null, over: Partial<Unsaved> = {}) => ({
  imageId: 'a',
  author: 'Keller',
  content,
  inQueue: null,
  judgements: [],
  ...over,
});

let engine: PlantEngine;
let memory: Memory;
let saver: Saver;
beforeEach(() => {
  vi.useFakeTimers();
  engine = new PlantEngine();
  memory = new Memory();
  saver = new Saver(engine.desk(), memory, () => undefined);
});
afterEach(() => {
  vi.useRealTimers();
});
const settled = () => vi.advanceTimersByTimeAsync(0);

describe('saving', () => {
  test('at once, and said when it is on the disk', async () => {
    saver.know('a', 0);
    saver.save(change(boxes(1)));
    expect(saver.state.kind).toBe('saving');
    await settled();
    expect(engine.labels.get('a')?.revision).toBe(1);
    expect(saver.state).toMatchObject({ kind: 'saved', at: expect.stringMatching(/^20/) });
    expect(memory.read()).toEqual([]);
  });

  test('a row of nudges is stored within half a second, whether or not it ends', async () => {
    saver.know('a', 0);
    for (let nudge = 0; nudge < 20; nudge++) {
      saver.save(change(boxes(nudge)), 250);
      await vi.advanceTimersByTimeAsync(33);
      const stored = engine.labels.get('a')?.content;
      const at = stored?.state === 'boxes' ? stored.boxes[0].box.xMin : -1;
      expect(nudge - at).toBeLessThanOrEqual(9);
    }
    await vi.advanceTimersByTimeAsync(300);
    expect(engine.labels.get('a')?.content).toEqual(boxes(19));
    expect(engine.calls).toBeLessThan(6);
  });

  test('what comes while one is on its way goes after it, on top of it', async () => {
    saver.know('a', 0);
    saver.save(change(boxes(1)));
    saver.save(change(boxes(2)));
    saver.save(change(boxes(3)));
    await settled();
    expect(engine.labels.get('a')).toMatchObject({ revision: 2, content: boxes(3) });
    expect(saver.revision('a')).toBe(2);
  });

  test('judgements and being done go along', async () => {
    const judgement = { model: 'plug', version: 1, index: 0, confidence: 0.5, isRejected: true };
    saver.save(change(null, { judgements: [judgement] }));
    saver.save(change(null, { inQueue: { queue: 'unlabelled', isDone: true } }));
    await settled();
    expect(engine.judged).toEqual([{ imageId: 'a', ...judgement }]);
    expect([...engine.done]).toEqual(['a']);
    expect(engine.calls).toBe(0);
  });
});

describe('done with an image, and not after all', () => {
  const done = { queue: 'audit', isDone: true } as const;
  const open = { queue: 'audit', isDone: false } as const;

  test('goes with the label it belongs to, and is taken back with it', async () => {
    saver.know('a', 0);
    saver.save(change({ state: 'no-object' }, { inQueue: done }));
    await settled();
    expect([...engine.done]).toEqual(['a']);
    saver.save(change({ state: 'unlabelled' }, { inQueue: open }));
    await settled();
    expect(engine.labels.get('a')?.content).toEqual({ state: 'unlabelled' });
    expect([...engine.done]).toEqual([]);
  });

  test('done and taken back while the engine is away: the last word stands, also after the page was closed', async () => {
    saver.know('a', 0);
    engine.done.add('a');
    engine.isThere = false;
    saver.save(change({ state: 'no-object' }, { inQueue: done }));
    saver.save(change({ state: 'unlabelled' }, { inQueue: open }));
    engine.isThere = true;
    const next = new Saver(engine.desk(), memory, () => undefined);
    next.flush();
    await settled();
    expect([...engine.done]).toEqual([]);
    expect(memory.read()).toEqual([]);
  });

  test('killed in the middle of taking it back, the label stored already: the image is open again nevertheless', async () => {
    engine.labels.set('a', { revision: 1, content: { state: 'no-object' }, author: 'Keller' });
    saver.know('a', 1);
    engine.done.add('a');
    engine.isThere = false;
    saver.save(change(boxes(1), { inQueue: open }));
    // The label has arrived, what it says of the queue has not.
    engine.labels.set('a', { revision: 2, content: boxes(1), author: 'Keller' });
    engine.isThere = true;
    saver.flush();
    await settled();
    expect(saver.state.kind).toBe('saved');
    expect([...engine.done]).toEqual([]);
    expect(engine.labels.get('a')?.revision).toBe(2);
  });
});

describe('when saving fails', () => {
  test('it stays visibly unsaved with the reason, is tried again, and nothing is lost', async () => {
    saver.know('a', 0);
    engine.trouble = 'disk-full';
    saver.save(change(boxes(1), { inQueue: { queue: 'unlabelled', isDone: true } }));
    await settled();
    expect(saver.state).toEqual({
      kind: 'unsaved',
      images: 1,
      imageId: 'a',
      problem: { code: 'disk-full', sentence: 'The disk is full.' },
    });
    expect(saver.unsaved('a')?.content).toEqual(boxes(1));
    saver.save(change(boxes(2)));
    await settled();
    expect(saver.state.kind).toBe('unsaved');
    engine.trouble = 'none';
    await vi.advanceTimersByTimeAsync(3100);
    expect(engine.labels.get('a')?.content).toEqual(boxes(2));
    expect([...engine.done]).toEqual(['a']);
    expect(saver.state.kind).toBe('saved');
  });

  test('an engine that is gone: kept, and stored when it is back', async () => {
    saver.know('a', 0);
    engine.isThere = false;
    saver.save(change(boxes(1)));
    await settled();
    expect(saver.state).toMatchObject({
      kind: 'unsaved',
      problem: { sentence: expect.stringContaining('kept in this window') },
    });
    expect(memory.read()).toHaveLength(1);
    engine.isThere = true;
    saver.flush();
    await settled();
    expect(engine.labels.get('a')?.content).toEqual(boxes(1));
    expect(saver.state.kind).toBe('saved');
  });

  test('killed after the write, before the answer: not stored twice and no conflict with oneself', async () => {
    saver.know('a', 0);
    engine.trouble = 'lost';
    saver.save(change(boxes(1)));
    await settled();
    engine.trouble = 'none';
    engine.isThere = false;
    saver.lost();
    expect(saver.state.kind).toBe('unsaved');
    engine.isThere = true;
    saver.flush();
    await settled();
    expect(saver.state.kind).toBe('saved');
    expect(engine.labels.get('a')?.revision).toBe(1);
    expect(saver.revision('a')).toBe(1);
    saver.save(change(boxes(5)));
    await settled();
    expect(engine.labels.get('a')).toMatchObject({ revision: 2, content: boxes(5) });
  });

  test('a page that was closed with unsaved work has it again', async () => {
    saver.know('a', 0);
    engine.isThere = false;
    saver.save(change(boxes(1)));
    engine.isThere = true;
    const next = new Saver(engine.desk(), memory, () => undefined);
    expect(next.unsaved('a')?.content).toEqual(boxes(1));
    next.flush();
    await settled();
    expect(engine.labels.get('a')?.content).toEqual(boxes(1));
    expect(memory.read()).toEqual([]);
  });

  test('no answer for ten seconds counts as lost', async () => {
    saver.know('a', 0);
    engine.trouble = 'lost';
    saver.save(change(boxes(1)));
    await vi.advanceTimersByTimeAsync(9000);
    expect(saver.state.kind).toBe('saving');
    await vi.advanceTimersByTimeAsync(2000);
    expect(saver.state.kind).toBe('unsaved');
    engine.trouble = 'none';
    await vi.advanceTimersByTimeAsync(3000);
    expect(saver.state.kind).toBe('saved');
  });
});

describe('when somebody else changed the label', () => {
  beforeEach(async () => {
    saver.know('a', 0);
    engine.labels.set('a', { revision: 1, content: { state: 'no-object' }, author: 'Berg' });
    saver.save(change(boxes(1)));
    await settled();
  });

  test('both versions are there and nothing is overwritten, however long it takes', async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saver.conflict('a')).toMatchObject({ mine: { content: boxes(1) }, stored: { author: 'Berg', revision: 1 } });
    expect(engine.labels.get('a')).toMatchObject({ revision: 1, content: { state: 'no-object' } });
  });
  test('mine goes over it as a further revision', async () => {
    saver.settle('a', 'mine');
    await settled();
    expect(engine.labels.get('a')).toMatchObject({ revision: 2, content: boxes(1), author: 'Keller' });
    expect(saver.state.kind).toBe('saved');
  });
  test('the stored one stays, and work goes on from it', async () => {
    saver.settle('a', 'stored');
    await settled();
    expect(saver.state.kind).toBe('saved');
    expect(saver.unsaved('a')).toBeNull();
    saver.save(change(boxes(7)));
    await settled();
    expect(engine.labels.get('a')).toMatchObject({ revision: 2, content: boxes(7) });
  });
});
