import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeMembers } from '../../electron/engine/datasets/described-members.ts';
import { changeOf } from '../../electron/engine/datasets/label-change.ts';
import { type DatasetSummary, datasetSummarySchema } from '../../shared/contract/datasets.ts';
import type { AnnotationContent } from '../../shared/domain/annotation.ts';
import { finished, imagesByPath, importFrom, startTestEngine, type TestEngine } from './support/engine.ts';
import { picture } from './support/pictures.ts';

let engine: TestEngine;
const box = '0 0.5 0.5 0.5 0.5\n';

/** Shifts of four pictures each, two with a plug; every third shift in smoke, as the table beside them says. */
function shifts(first: number, count: number): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = { 'classes.txt': 'plug\n' };
  const table = ['file,smoke,corner'];
  for (let shift = first; shift < first + count; shift++) {
    for (let frame = 0; frame < 4; frame++) {
      const stem = `2026-03-${String(1 + shift).padStart(2, '0')}_0${6 + frame}-10-00`;
      files[`${stem}.pgm`] = picture(shift * 4 + frame, 96, 80);
      files[`${stem}.txt`] = frame % 2 === 0 ? box : '';
      table.push(`${stem}.pgm,${shift % 3 === 0 ? '0.20' : '0.00'},${frame === 0 ? 'top-left' : 'none'}`);
    }
  }
  return { ...files, 'scenes.csv': `${table.join('\n')}\n` };
}

async function freeze(): Promise<DatasetSummary> {
  return finished(engine.client, await engine.client.datasets.freeze({ name: 'plug' }), datasetSummarySchema);
}

async function label(path: string, content: AnnotationContent): Promise<void> {
  const image = (await imagesByPath(engine)).get(path);
  if (!image) throw new Error(`no image ${path}`);
  await engine.client.annotations.revise({ imageId: image.id, content, author: 'test' });
}

const day = (number: number, hour: number) => `2026-03-${String(number).padStart(2, '0')}_0${hour}-10-00.pgm`;

beforeAll(async () => {
  engine = await startTestEngine();
  await importFrom(engine, engine.write('first', shifts(0, 10)));
});
afterAll(() => engine.end());

describe('a dataset before and after it is frozen', () => {
  let frozen: DatasetSummary;

  it('is drafted as it will be frozen: roles, blocks, what is left out, leakage', async () => {
    const draft = await engine.client.datasets.draft({ name: 'plug' });
    expect(draft.version).toBe(1);
    frozen = await freeze();
    expect(draft.roles).toEqual(frozen.roles);
    expect(draft.rules).toEqual(frozen.rules);
    expect(draft.leakage).toEqual(frozen.leakage);
    const { nearDuplicates, ...leftOut } = frozen.leftOut;
    expect(nearDuplicates).toBe(0);
    expect(draft.leftOut).toEqual(leftOut);
    const detail = await engine.client.datasets.detail({ name: 'plug' });
    expect(detail.blocks).toEqual(draft.blocks.filter(({ role }) => role !== null));
    expect(detail.tries).toEqual(draft.tries);
    expect(detail.conditions).toEqual(draft.conditions);
  });

  it('has its blocks in time order, its tries by truth, and the conditions that could be out of balance', async () => {
    const { blocks, tries, conditions, newer } = await engine.client.datasets.detail({ name: 'plug' });
    const starts = blocks.map(({ from }) => from ?? '');
    expect(starts).toEqual([...starts].sort());
    expect(blocks.reduce((sum, { images }) => sum + images, 0)).toBe(
      frozen.roles.train!.images + frozen.roles.val!.images,
    );
    expect(tries.train).toEqual({ present: frozen.roles.train!.present, absent: frozen.roles.train!.absent });
    const total = (name: string) =>
      Object.values(conditions.find((condition) => condition.name === name)?.tries ?? {}).reduce((a, b) => a + b, 0);
    expect(conditions.map(({ name }) => name)).toEqual(['smoke above 0', 'corner: top-left']);
    expect(total('corner: top-left')).toBe(blocks.length);
    expect(newer).toEqual({ added: 0, removed: 0, relabelled: 0 });
  });

  it('knows what the labels have that it has not, and the next version what it has that this one had not', async () => {
    await label(day(1, 7), {
      state: 'boxes',
      boxes: [{ classIndex: 0, box: { xMin: 1, yMin: 2, xMax: 30, yMax: 40 } }],
    });
    await label(day(2, 6), {
      state: 'boxes',
      boxes: [{ classIndex: 0, box: { xMin: 34, yMin: 20, xMax: 72, yMax: 60 } }],
    });
    await label(day(3, 6), { state: 'unlabelled' });
    await importFrom(engine, engine.write('second', shifts(10, 1)));
    const now = await engine.client.datasets.changes({ name: 'plug', against: 'now' });
    expect(now).toMatchObject({
      against: 'the labels as they are now',
      counts: { added: 4, removed: 1, relabelled: 2, movedRole: 0 },
      largestMovePx: 10,
    });
    expect(now.changes.filter(({ kind }) => kind !== 'added').map(({ path, detail }) => `${path} ${detail}`)).toEqual([
      `${day(1, 7)} 1 box, were none`,
      `${day(2, 6)} box moved by 10 px`,
      `${day(3, 6)} 1 box`,
    ]);
    const [newer] = await engine.client.datasets.newer();
    expect(newer).toEqual({ name: 'plug', version: 1, added: 4, removed: 1, relabelled: 2 });

    const second = await freeze();
    expect(second.version).toBe(2);
    const before = await engine.client.datasets.changes({ name: 'plug', version: 2, against: 'before' });
    expect(before.against).toBe('v1');
    expect(before.counts).toMatchObject({ added: 4, removed: 1, relabelled: 2 });
    expect((await engine.client.datasets.changes({ name: 'plug', version: 1, against: 'before' })).against).toBeNull();
    expect((await engine.client.datasets.newer())[0]).toMatchObject({
      version: 2,
      added: 0,
      removed: 0,
      relabelled: 0,
    });
  });
});

describe('the augmentation preview', () => {
  it('draws a train picture with its box as the network gets it, another one when asked', async () => {
    const ask = (pictureNumber: number, paramsText: string) =>
      engine.client.datasets.previewAugmentation({
        dataset: { name: 'plug', version: 2 },
        picture: pictureNumber,
        paramsText,
        epoch: 0,
        together: 2,
      });
    const params = 'train:\n  imgsz: 96\naugment:\n  rotate: 5\n  mosaic: 1\n';
    const preview = await ask(0, params);
    expect(preview.tiles.map(({ kind }) => kind)).toEqual([
      'as-it-is',
      'shift',
      'brightness',
      'rotate',
      'zoom',
      'together',
      'together',
    ]);
    expect(preview.tiles[0]?.boxes).toHaveLength(1);
    expect(
      Buffer.from(preview.tiles[0]?.png ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const other = await ask(1, params);
    expect(other.imageId).not.toBe(preview.imageId);
    const again = await ask(preview.pictures, params);
    expect(again).toEqual(preview);
    await expect(ask(0, 'augment:\n  rotate: 90\n')).rejects.toThrow(/augment\.rotate is 90/);
  });
});

describe('what changed in a label', () => {
  const boxes = (...corners: [number, number, number, number, number][]): AnnotationContent => ({
    state: 'boxes',
    boxes: corners.map(([classIndex, xMin, yMin, xMax, yMax]) => ({ classIndex, box: { xMin, yMin, xMax, yMax } })),
  });

  it('is said in a few words', () => {
    expect(changeOf(boxes([0, 0, 0, 9, 9]), { state: 'no-object' }).words).toBe('no object, was 1');
    expect(changeOf(boxes([0, 0, 0, 9, 9]), boxes([0, 3, 4, 9, 9]))).toEqual({
      words: 'box moved by 5 px',
      movedPx: 5,
    });
    expect(changeOf(boxes([0, 0, 0, 9, 9]), boxes([1, 0, 0, 9, 9])).words).toBe('1 box of another class');
    const two = boxes([0, 0, 0, 9, 9], [0, 50, 50, 60, 60]);
    expect(changeOf(two, boxes([0, 50, 50, 60, 60.5], [0, 0, 0, 9, 9])).words).toBe('box moved by under 1 px');
  });
});

it('counts a try once, whatever its frames are, and no condition of what is a name', () => {
  const member = (imageId: string, episode: string, attributes: Record<string, string>) => ({
    imageId,
    path: `${imageId}.png`,
    role: 'train' as const,
    block: 'a',
    episode,
    isPresent: true,
    capturedLocal: null,
    attributes: JSON.stringify(attributes),
  });
  const many = Array.from({ length: 12 }, (_, at) =>
    member(`i${at}`, `e${Math.floor(at / 2)}`, { who: `person ${at}`, dusty: at < 4 ? 'yes' : 'no', tilt: String(at) }),
  );
  const { tries, conditions, blocks } = describeMembers(many);
  expect(tries).toEqual({ train: { present: 6, absent: 0 } });
  expect(conditions).toEqual([{ name: 'dusty', tries: { train: 2 } }]);
  expect(blocks).toEqual([{ name: 'a', role: 'train', images: 12, present: 12, absent: 0, from: null, to: null }]);
});
