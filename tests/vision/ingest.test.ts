import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { sha256OfFile } from '../../electron/platform/index.ts';
import { preparationHash, VisionClient } from '../../electron/vision/index.ts';
import { defaultPreparation, prepare } from '../../shared/geometry/index.ts';
import { hashedPicture } from '../support/hashed-picture.ts';
import { bmpFile } from './support/bmp-file.ts';
import { linearGreyProfileChunk } from './support/grey-profile.ts';
import { greyPng } from './support/png-file.ts';
import { filesBelow, temporaryFolder, writeImage } from './support/workspace.ts';

/** One host for the whole file: starting one takes longer than most of what is tested here. */
const client = new VisionClient({ hosts: 2 });
afterAll(() => client.stop());

const station = hashedPicture(2448, 2050, 51, 40, 90);

async function ingested(path: string, folder: string, rawFolder: string | null = join(folder, 'raw')) {
  const result = await client.call('ingest', {
    path,
    rawFolder,
    preparation: null,
    preparedFolder: join(folder, 'prepared'),
  });
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.value;
}

describe('ingesting an image', () => {
  test('stores the bytes as they came and the prepared PNG, both named by content', async () => {
    const folder = temporaryFolder();
    const bytes = bmpFile(station);
    const path = writeImage(join(folder, 'in'), 'frame.bmp', bytes);
    const value = await ingested(path, folder);
    const sha = createHash('sha256').update(bytes).digest('hex');
    expect(value.sha256).toBe(sha);
    expect(value.rawPath).toBe(`${sha.slice(0, 2)}/${sha}.bmp`);
    expect(value.preparedPath).toBe(`${preparationHash(value.preparation)}/${sha.slice(0, 2)}/${sha}.png`);
    expect(readFileSync(join(folder, 'raw', value.rawPath ?? '')).equals(bytes)).toBe(true);
    expect(filesBelow(join(folder, 'raw'))).toEqual([value.rawPath]);
    expect(filesBelow(join(folder, 'prepared'))).toEqual([value.preparedPath]);

    const stored = await sharp(join(folder, 'prepared', value.preparedPath)).metadata();
    expect(stored).toMatchObject({ format: 'png', width: 306, height: 256, channels: 1, depth: 'uchar' });
    const levels = await sharp(join(folder, 'prepared', value.preparedPath))
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    expect(levels.equals(prepare(station, defaultPreparation(station)).data)).toBe(true);
    expect(value).toMatchObject({ format: 'bmp', sizeBytes: bytes.length, size: { widthPx: 2448, heightPx: 2050 } });
    expect(value.modifiedAtMs).toBe(statSync(path).mtimeMs);
  });

  test('referenced in place copies nothing', async () => {
    const folder = temporaryFolder();
    const path = writeImage(join(folder, 'in'), 'frame.png', greyPng(hashedPicture(40, 30)));
    const value = await ingested(path, folder, null);
    expect(value.rawPath).toBeNull();
    expect(filesBelow(folder)).toEqual(['in/frame.png', `prepared/${value.preparedPath}`]);
  });

  test('finds the same picture in PNG, BMP and behind a colour profile', async () => {
    const folder = temporaryFolder();
    const picture = hashedPicture(64, 48, 8);
    const files = [
      writeImage(folder, 'plain.png', greyPng(picture)),
      writeImage(folder, 'profile.png', greyPng(picture, [linearGreyProfileChunk()])),
      writeImage(folder, 'frame.bmp', bmpFile(picture)),
    ];
    const values = await Promise.all(files.map((path) => ingested(path, folder)));
    expect(new Set(values.map((value) => value.sha256)).size).toBe(3);
    expect(new Set(values.map((value) => value.pixelSha256)).size).toBe(1);
    const prepared = values.map((value) => readFileSync(join(folder, 'prepared', value.preparedPath)).toString('hex'));
    expect(new Set(prepared).size).toBe(1);
    expect(values[1].measures).toEqual(values[0].measures);
  });

  test('stores a JPEG called .png under .jpg and says so', async () => {
    const folder = temporaryFolder();
    const jpeg = await sharp(hashedPicture(40, 30).data, { raw: { width: 40, height: 30, channels: 1 } })
      .jpeg()
      .toBuffer();
    const value = await ingested(writeImage(folder, 'frame.png', jpeg), folder);
    expect(value.rawPath).toMatch(/\.jpg$/);
    expect(value.warnings).toEqual([expect.stringMatching(/frame\.png.*JPEG/)]);
  });

  test('twice the same image, at the same time, is stored once', async () => {
    const folder = temporaryFolder();
    const path = writeImage(join(folder, 'in'), 'frame.bmp', bmpFile(hashedPicture(640, 480)));
    const values = await Promise.all([1, 2, 3, 4].map(() => ingested(path, folder)));
    expect(new Set(values.map((value) => value.preparedPath)).size).toBe(1);
    expect(filesBelow(join(folder, 'raw'))).toHaveLength(1);
    expect(filesBelow(join(folder, 'prepared'))).toHaveLength(1);
  });

  test('refuses what cannot be read, by its displayed name, and goes on', async () => {
    const folder = temporaryFolder();
    const call = (path: string) =>
      client.call('ingest', {
        path,
        displayName: 'shift 3/x.bmp',
        rawFolder: join(folder, 'raw'),
        preparation: null,
        preparedFolder: join(folder, 'prepared'),
      });
    const answers = await Promise.all([
      call(join(folder, 'missing.bmp')),
      call(folder),
      call(writeImage(folder, 'empty.bmp', new Uint8Array())),
      call(writeImage(folder, 'cut.bmp', bmpFile(hashedPicture(9, 9)).subarray(0, 500))),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'accepted' : answer.problem.code))).toEqual([
      'file-unreadable',
      'file-unreadable',
      'file-empty',
      'image-incomplete',
    ]);
    for (const answer of answers) expect(answer.ok ? '' : answer.problem.sentence).toContain('shift 3/x.bmp');
    const good = await call(writeImage(folder, 'good.bmp', bmpFile(hashedPicture(9, 9))));
    expect(good.ok).toBe(true);
  });
});

describe('preparing once more', () => {
  test('writes the picture prepared another way, without equalisation for training', async () => {
    const folder = temporaryFolder();
    const path = writeImage(folder, 'frame.png', greyPng(station));
    const preparation = { ...defaultPreparation(station), equalise: false };
    const outPath = join(folder, 'training', 'frame.png');
    const result = await client.call('prepare', { path, preparation, outPath });
    expect(result).toMatchObject({ ok: true, value: { preparation, preparedSize: { widthPx: 306, heightPx: 256 } } });
    const levels = await sharp(outPath).toColourspace('b-w').raw().toBuffer();
    expect(levels.equals(prepare(station, preparation).data)).toBe(true);
  });
});

describe('a file that is known by its hash', () => {
  test('is refused when other bytes lie there now, and nothing is written', async () => {
    const folder = temporaryFolder();
    const path = writeImage(folder, 'frame.png', greyPng(hashedPicture(9, 9, 1)));
    const outPath = join(folder, 'out.png');
    const expectedSha256 = await sha256OfFile(path);
    const call = () =>
      client.call('prepare', { path, displayName: 'shift 3/frame.png', expectedSha256, preparation: null, outPath });
    writeFileSync(path, greyPng(hashedPicture(9, 9, 2)));
    const refused = await call();
    expect(refused).toMatchObject({ ok: false, problem: { code: 'image-changed', file: 'shift 3/frame.png' } });
    expect(existsSync(outPath)).toBe(false);
    writeFileSync(path, greyPng(hashedPicture(9, 9, 1)));
    expect((await call()).ok).toBe(true);
  });
});

describe('decoding an upload', () => {
  test('gives the pixels and measures of bytes that are in no file', async () => {
    const picture = hashedPicture(33, 21, 6);
    const result = await client.call('decode', {
      source: { kind: 'bytes', bytes: greyPng(picture), name: 'Prüfbild 1.PNG' },
    });
    expect(result).toMatchObject({ ok: true, value: { size: { widthPx: 33, heightPx: 21 }, warnings: [] } });
    expect(result.ok && Buffer.from(result.value.pixels).equals(picture.data)).toBe(true);
  });
});
