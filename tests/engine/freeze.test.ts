import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DatasetSummary, datasetSummarySchema } from '../../shared/contract/datasets.ts';
import {
  finished,
  imagesByPath,
  importFrom,
  labelsByPath,
  refusal,
  startTestEngine,
  type TestEngine,
} from './support/engine.ts';
import { picture } from './support/pictures.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await startTestEngine();
});
afterEach(() => engine.end());

async function freeze(
  target: TestEngine,
  options: { seed?: number; keepRoles?: boolean } = {},
): Promise<DatasetSummary> {
  return finished(
    target.client,
    await target.client.datasets.freeze({ name: 'plug', ...options }),
    datasetSummarySchema,
  );
}

const box = '0 0.5 0.5 0.5 0.5\n';

/** Shifts of four pictures, two with a plug; capture times in the names. */
function shifts(count: number): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = { 'classes.txt': 'plug\n' };
  for (let shift = 0; shift < count; shift++) {
    for (let frame = 0; frame < 4; frame++) {
      const day = String(1 + Math.floor(shift / 3)).padStart(2, '0');
      const hour = String(6 + 8 * (shift % 3) + frame).padStart(2, '0');
      const stem = `2026-03-${day}_${hour === '24' ? '23' : hour === '25' ? '23' : hour}-1${frame}-00`;
      files[`${stem}.pgm`] = picture(shift * 4 + frame);
      files[`${stem}.txt`] = frame % 2 === 0 ? box : '';
    }
  }
  return files;
}

it('gives the same split and hash for the same pictures, in whatever order and from wherever they came', async () => {
  const files = shifts(12);
  await importFrom(engine, engine.write('in', files));
  const first = await freeze(engine);
  const other = await startTestEngine();
  try {
    const entries = Object.entries(files).filter(([path]) => path !== 'classes.txt');
    const half = entries.length / 2;
    const part = (name: string, some: typeof entries) =>
      other.write(name, { 'classes.txt': 'plug\n', ...Object.fromEntries(some) });
    await importFrom(other, part('later', entries.slice(half)));
    await importFrom(other, part('earlier', entries.slice(0, half)));
    const second = await freeze(other);
    expect(second.hash).toBe(first.hash);
    expect(second.roles).toEqual(first.roles);
  } finally {
    await other.end();
  }
});

it('writes nothing new when nothing changed, and a new version when a label did', async () => {
  await importFrom(engine, engine.write('in', shifts(12)));
  const first = await freeze(engine);
  expect(first).toMatchObject({ version: 1, unchanged: false, optimistic: false });
  expect(await freeze(engine)).toMatchObject({ version: 1, unchanged: true, hash: first.hash });
  const [{ id }] = (await imagesByPath(engine)).values();
  await engine.client.annotations.revise({ imageId: id, content: { state: 'no-object' }, author: 'x' });
  const second = await freeze(engine);
  expect(second.version).toBe(2);
  expect(second.hash).not.toBe(first.hash);
  expect(await freeze(engine, { seed: 7 })).toMatchObject({ version: 3 });
});

it('never lets a shift lie in two roles, and says what leaked', async () => {
  await importFrom(engine, engine.write('in', shifts(12)));
  const { leakage, roles, rules } = await freeze(engine);
  expect(leakage.val).toEqual({ sameBlock: 0, nearFrame: 0 });
  expect(roles.train?.blocks).toBe(10);
  expect(roles.val?.blocks).toBe(2);
  expect(rules.join()).toContain('no shift lies in two roles');
});

it('is a YOLO dataset that another workspace takes in whole, with the same labels and split', async () => {
  const files = shifts(12);
  delete files['2026-03-01_06-10-00.txt'];
  await importFrom(engine, engine.write('in', files));
  const dataset = await freeze(engine);
  expect(dataset.leftOut.unlabelled).toBe(1);
  const names = (part: string) => readdirSync(join(dataset.folder, part)).map((name) => name.replace(/\.\w+$/, ''));
  expect(names('train/images')).toEqual(names('train/labels'));
  expect(readFileSync(join(dataset.folder, 'dataset.yaml'), 'utf8')).toContain('train/images');
  const other = await startTestEngine();
  try {
    const report = await importFrom(other, dataset.folder);
    expect(report).toMatchObject({ keptRoles: true, refused: [], warnings: [], classes: ['plug'] });
    const before = Object.entries(await labelsByPath(engine)).filter(([, label]) => label !== 'unlabelled');
    const after = Object.entries(await labelsByPath(other));
    const bare = (path: string) => path.replace(/^.*\//, '').replace(/\.\w+$/, '');
    expect(Object.fromEntries(after.map(([path, label]) => [bare(path), label]))).toEqual(
      Object.fromEntries(before.map(([path, label]) => [bare(path), label])),
    );
    const kept = await freeze(other);
    expect(Object.fromEntries(Object.entries(kept.roles).map(([role, { images }]) => [role, images]))).toEqual(
      Object.fromEntries(Object.entries(dataset.roles).map(([role, { images }]) => [role, images])),
    );
  } finally {
    await other.end();
  }
});

it('counts a picture once that lies in two files, and keeps names apart that are equal in two folders', async () => {
  const files = shifts(8);
  for (const folder of ['2026-03-07', '2026-03-09']) {
    files[`${folder}/07-00-00.pgm`] = picture(folder === '2026-03-07' ? 900 : 901);
    files[`${folder}/07-00-00.txt`] = box;
  }
  files['copy/2026-03-11_09-00-00.pgm'] = picture(900);
  files['copy/2026-03-11_09-00-00.txt'] = box;
  await importFrom(engine, engine.write('in', files));
  const dataset = await freeze(engine);
  const members = Object.values(dataset.roles).reduce((sum, { images }) => sum + images, 0);
  expect(members + dataset.leftOut.guardFrames).toBe(8 * 4 + 2);
  const all = ['train', 'val'].flatMap((role) => readdirSync(join(dataset.folder, role, 'images')));
  expect(all.filter((name) => name.includes('07-00-00')).sort()).toEqual([
    '2026-03-07_07-00-00.png',
    '2026-03-09_07-00-00.png',
  ]);
});

it('refuses when there is nothing to freeze, and leaves nothing behind', async () => {
  expect(await refusal(engine.client, engine.client.datasets.freeze({ name: 'plug' }))).toMatchObject({
    code: 'nothing-to-do',
  });
  await importFrom(engine, engine.write('in', { 'a.pgm': picture(1) }));
  expect(await refusal(engine.client, engine.client.datasets.freeze({ name: 'plug' }))).toMatchObject({
    code: 'not-enough-data',
  });
  expect(existsSync(join(engine.workspace, 'datasets'))).toBe(false);
});
