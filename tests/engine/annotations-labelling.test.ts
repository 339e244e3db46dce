import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preLabelReportSchema, type QueueMark } from '../../shared/contract/labelling.ts';
import type { AnnotationContent } from '../../shared/domain/annotation.ts';
import { channelsFirstTable, tableModelBytes } from '../support/onnx-models.ts';
import { finished, imagesByPath, importFrom, refusal, startTestEngine, type TestEngine } from './support/engine.ts';
import { picture } from './support/pictures.ts';

let engine: TestEngine;
/** By number of the frame. */
const ids: string[] = [];
const asTheyAre = { size: null, fit: 'none' as const, kernel: 'area' as const, equalise: false };
const found = { xMin: 8, yMin: 8, xMax: 24, yMax: 24 };
const elsewhere = { xMin: 0, yMin: 0, xMax: 6, yMax: 6 };
const says = (...boxes: (typeof found)[]): AnnotationContent => ({
  state: 'boxes',
  boxes: boxes.map((box) => ({ classIndex: 0, box })),
});

/** A network that reports one box at `found` on every picture. */
async function importDetector(name: string, score: number): Promise<void> {
  const table = channelsFirstTable(1, 21, [{ anchor: 3, centre: [16, 16], size: [16, 16], scores: [score] }]);
  const path = join(engine.folder, `${name}-${score}.onnx`);
  writeFileSync(path, tableModelBytes({ output: [1, 5, 21], table, metadata: { names: "['plug']" } }));
  await engine.client.models.import({ path, name, preparation: asTheyAre });
}

beforeAll(async () => {
  engine = await startTestEngine();
  const frames = Array.from({ length: 12 }, (_, number) => [
    `2026-03-0${1 + (number % 3)}_10-00-${String(number).padStart(2, '0')}.pgm`,
    picture(number + 1, 32, 32),
  ]);
  await importFrom(engine, engine.write('frames', Object.fromEntries(frames)));
  await engine.client.workspace.setClasses({ classes: ['plug'] });
  ids.push(...[...(await imagesByPath(engine)).values()].map(({ id }) => id));
  await importDetector('plug', 0.7);
}, 60_000);
afterAll(() => engine.end());

const open = (queue: Parameters<TestEngine['client']['annotations']['openQueue']>[0]['queue'], author = 'Keller') =>
  engine.client.annotations.openQueue({ queue, author });
const waiting = async (author = '') => {
  const { queues } = await engine.client.annotations.queues({ author });
  return Object.fromEntries(queues.map(({ queue, waiting: count }) => [queue, count]));
};
const label = (
  imageId: string,
  content: AnnotationContent,
  over: { author?: string; inQueue?: QueueMark; basedOnRevision?: number } = {},
) => engine.client.annotations.revise({ imageId, content, author: 'Keller', ...over });

describe('the queue of what nobody has looked at', () => {
  it('keeps its order and its places while it is worked, also over a restart of the editor', async () => {
    const first = await open('unlabelled');
    expect(first.items).toHaveLength(12);
    const order = first.items.map(({ imageId }) => imageId);
    await label(order[0], { state: 'no-object' }, { inQueue: { queue: 'unlabelled', isDone: true } });
    await label(order[1], says(found), { inQueue: { queue: 'unlabelled', isDone: true } });
    const again = await open('unlabelled');
    expect(again.items.map(({ imageId }) => imageId)).toEqual(order);
    expect(again.items.map(({ isDone }) => isDone).indexOf(false)).toBe(2);
    expect(again.items.slice(0, 2)).toMatchObject([
      { labelState: 'no-object', boxCount: 0 },
      { labelState: 'boxes', boxCount: 1 },
    ]);
    expect((await waiting()).unlabelled).toBe(10);
  });

  it('drops what was labelled elsewhere, and takes newcomers at its end', async () => {
    const { items } = await open('unlabelled');
    await label(items[5].imageId, says(elsewhere));
    const next = await open('unlabelled');
    expect(next.items.map(({ imageId }) => imageId)).not.toContain(items[5].imageId);
    await label(items[5].imageId, { state: 'unlabelled' });
    expect((await open('unlabelled')).items.at(-1)?.imageId).toBe(items[5].imageId);
  });
});

describe('a model that proposes', () => {
  it('looks at a batch and touches no label', async () => {
    const before = await Promise.all(ids.map((imageId) => engine.client.annotations.history({ imageId })));
    const started = await engine.client.annotations.preLabel({ model: 'plug', images: { queue: 'all' } });
    const report = await finished(engine.client, started, preLabelReportSchema);
    expect(report).toMatchObject({ model: 'plug@1', images: 12, withBoxes: 12, boxes: 12, failed: 0 });
    const after = await Promise.all(ids.map((imageId) => engine.client.annotations.history({ imageId })));
    expect(after).toEqual(before);
    const image = await engine.client.annotations.image({ imageId: ids[3] });
    expect(image.content.state).toBe('unlabelled');
    expect(image.proposals).toMatchObject({ model: 'plug', version: 1, boxes: [{ classIndex: 0, isRejected: false }] });
    expect(image.proposals?.boxes[0].confidence).toBeCloseTo(0.7);
    expect(image.proposals?.boxes[0].box).toMatchObject(found);
  });

  it('fills the queues of disagreement: reported and not there, there and not reported', async () => {
    const counts = await waiting();
    // One image was confirmed empty, one labelled where the model finds it; the others say nothing to disagree with.
    expect(counts).toMatchObject({ 'model-extra': 1, 'model-missed': 0, 'low-iou': 0 });
    const { items } = await open('model-extra');
    await engine.client.annotations.finish({ queue: 'model-extra', imageId: items[0].imageId, isDone: true });
    expect((await waiting())['model-extra']).toBe(0);
  });

  it('a look of another version asks again what was settled with the one before', async () => {
    await importDetector('plug', 0.8);
    await finished(
      engine.client,
      await engine.client.annotations.preLabel({ model: 'plug@2', images: { imageIds: ids } }),
      preLabelReportSchema,
    );
    expect((await waiting())['model-extra']).toBe(1);
  });

  it('remembers a rejected box, and that it was taken back', async () => {
    const imageId = ids[4];
    const { proposals } = await engine.client.annotations.image({ imageId });
    const ask = { imageId, model: 'plug', version: 2, index: 0, confidence: proposals?.boxes[0].confidence ?? 0 };
    await engine.client.annotations.judgeProposal({ ...ask, isRejected: true });
    expect((await engine.client.annotations.image({ imageId })).proposals?.boxes[0].isRejected).toBe(true);
    await engine.client.annotations.judgeProposal({ ...ask, isRejected: false });
    expect((await engine.client.annotations.image({ imageId })).proposals?.boxes[0].isRejected).toBe(false);
    await expect(
      engine.client.annotations.judgeProposal({ ...ask, version: 1, isRejected: true }),
    ).rejects.toMatchObject({ data: { code: 'not-found' } });
  });

  it('is refused where there is no model or no image', async () => {
    const none = { queue: 'all' } as const;
    expect(
      await refusal(engine.client, engine.client.annotations.preLabel({ model: 'gone', images: none })),
    ).toMatchObject({ code: 'not-found' });
    const nobody = { imageIds: ['0'.repeat(64)] };
    expect(
      await refusal(engine.client, engine.client.annotations.preLabel({ model: 'plug', images: nobody })),
    ).toMatchObject({ code: 'nothing-to-do' });
  });

  it("a box that came from a model keeps that in the label's history", async () => {
    const origin = {
      kind: 'model',
      author: 'Keller',
      name: 'plug',
      version: 2,
      confidence: 0.8,
      change: 'accepted',
    } as const;
    const content: AnnotationContent = { state: 'boxes', boxes: [{ classIndex: 0, box: found, origin }] };
    await label(ids[6], content);
    const [stored] = await engine.client.annotations.history({ imageId: ids[6] });
    expect(stored.content).toEqual(content);
  });
});

describe('review', () => {
  const review = (imageId: string, reviewer: string, state: 'reviewed' | 'rejected' | 'labelled', revision = 1) =>
    engine.client.annotations.review({
      imageId,
      revision,
      state,
      reviewer,
      comment: state === 'rejected' ? 'too wide' : '',
    });

  it("is a second person's: the label's author is told so", async () => {
    await label(ids[7], says(found), { author: 'Berg' });
    await expect(review(ids[7], 'Berg', 'reviewed')).rejects.toMatchObject({
      data: { sentence: expect.stringContaining('You made this label yourself') },
    });
    expect(await review(ids[7], 'Keller', 'reviewed')).toEqual({ reviewState: 'reviewed' });
    expect((await engine.client.annotations.image({ imageId: ids[7] })).review).toMatchObject({ reviewer: 'Keller' });
  });

  it('waits in a queue that leaves out what one labelled oneself', async () => {
    await label(ids[8], says(found), { author: 'Berg' });
    const [berg, keller] = [await open('review', 'Berg'), await open('review', 'Keller')];
    expect(berg.items.map(({ imageId }) => imageId)).not.toContain(ids[8]);
    expect(keller.items.map(({ imageId }) => imageId)).toEqual([ids[8]]);
  });

  it('goes when the label changes, and a review of an older label is refused', async () => {
    await label(ids[7], says(elsewhere), { author: 'Berg' });
    expect((await engine.client.annotations.image({ imageId: ids[7] })).reviewState).toBe('labelled');
    await expect(review(ids[7], 'Keller', 'reviewed', 1)).rejects.toMatchObject({ data: { code: 'label-conflict' } });
  });

  it('rejected: waits with its reason to be put right, and can be taken back', async () => {
    await review(ids[7], 'Keller', 'rejected', 2);
    expect((await open('rejected', 'Berg')).items.map(({ imageId }) => imageId)).toEqual([ids[7]]);
    expect((await engine.client.annotations.image({ imageId: ids[7] })).review).toMatchObject({
      state: 'rejected',
      comment: 'too wide',
    });
    await review(ids[7], 'Keller', 'labelled', 2);
    expect((await waiting()).rejected).toBe(0);
  });

  it('needs a label', async () => {
    await expect(review(ids[10], 'Keller', 'reviewed')).rejects.toMatchObject({ data: { code: 'invalid-input' } });
  });
});

describe('other queues', () => {
  it('a sample for audit is the same for the same seed, and another for another', async () => {
    const sample = async (seed: number) =>
      (await engine.client.annotations.openQueue({ queue: 'audit', seed, again: true })).items.map(
        ({ imageId }) => imageId,
      );
    const first = await sample(7);
    expect(first.length).toBeGreaterThan(2);
    expect(await sample(8)).toHaveLength(first.length);
    expect(await sample(7)).toEqual(first);
  });

  it('images sent by hand wait in the order they were sent, each once; unknown ones are refused as a whole', async () => {
    expect(await engine.client.annotations.enqueue({ imageIds: [ids[9], ids[2]] })).toEqual({ added: 2 });
    expect(await engine.client.annotations.enqueue({ imageIds: [ids[2], ids[1]] })).toEqual({ added: 1 });
    expect((await open('chosen')).items.map(({ imageId }) => imageId)).toEqual([ids[9], ids[2], ids[1]]);
    await engine.client.annotations.finish({ queue: 'chosen', imageId: ids[9], isDone: true });
    expect((await waiting()).chosen).toBe(2);
    await expect(engine.client.annotations.enqueue({ imageIds: [ids[0], 'f'.repeat(64)] })).rejects.toMatchObject({
      data: { code: 'not-found' },
    });
    expect(await engine.client.annotations.enqueue({ imageIds: [ids[9]] })).toEqual({ added: 1 });
  });
});

describe('a label that two people change', () => {
  it('is not overwritten, and being done with it is not noted either', async () => {
    const imageId = ids[11];
    await label(imageId, says(found), { author: 'Berg', basedOnRevision: 0 });
    await expect(
      label(imageId, says(elsewhere), { basedOnRevision: 0, inQueue: { queue: 'unlabelled', isDone: true } }),
    ).rejects.toMatchObject({
      data: { code: 'label-conflict' },
    });
    expect((await engine.client.annotations.image({ imageId })).author).toBe('Berg');
  });
});

it('a class that boxes carry keeps its number and name; more may follow', async () => {
  const { setClasses, info } = engine.client.workspace;
  expect((await info()).counts.withBoxes).toBeGreaterThan(0);
  for (const classes of [['hand', 'plug'], ['Dorn']]) {
    await expect(setClasses({ classes })).rejects.toMatchObject({ data: { code: 'classes-invalid' } });
  }
  expect((await setClasses({ classes: ['plug', 'hand'] })).classes).toEqual(['plug', 'hand']);
});

describe('a word that is taken back', () => {
  it('makes the image open again together with its label, or changes nothing', async () => {
    const [imageId] = ids;
    await engine.client.annotations.enqueue({ imageIds: [imageId] });
    const isWaiting = async () => (await open('chosen')).items.some((item) => item.imageId === imageId);
    await label(imageId, { state: 'no-object' }, { inQueue: { queue: 'chosen', isDone: true } });
    expect(await isWaiting()).toBe(false);
    const refused = label(imageId, says(found), { basedOnRevision: 0, inQueue: { queue: 'chosen', isDone: false } });
    await expect(refused).rejects.toMatchObject({ data: { code: 'label-conflict' } });
    expect(await isWaiting()).toBe(false);
    await label(imageId, { state: 'unlabelled' }, { inQueue: { queue: 'chosen', isDone: false } });
    expect(await isWaiting()).toBe(true);
  });
});
