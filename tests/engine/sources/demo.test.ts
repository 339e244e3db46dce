import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { writeDemoScenes } from '../../../electron/engine/sources/demo.ts';
import { VisionClient } from '../../../electron/vision/index.ts';
import { parseDatasetYaml } from '../../../shared/formats/dataset-yaml.ts';

let folder: string;
let vision: VisionClient;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-demo-'));
  vision = new VisionClient({ hosts: 2 });
});
afterAll(async () => {
  await vision.stop();
  rmSync(folder, { recursive: true, force: true });
});

function write(
  input: { folder: string; seed: number; shiftCount: number },
  control: { signal?: AbortSignal; report?: (done: number) => void } = {},
) {
  const { signal = new AbortController().signal, report } = control;
  return writeDemoScenes({ vision }, input, { signal, report: ({ done }) => report?.(done ?? 0) });
}

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(path.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

describe('writing the demo set', () => {
  it('writes images, labels beside them, classes, roles and the list of scenes', async () => {
    const progress: number[] = [];
    const written = await write({ folder, seed: 3, shiftCount: 1 }, { report: (done) => progress.push(done) });
    expect(written).toMatchObject({ ok: true, value: { scenes: 4, written: 4, present: 2, absent: 2, plugLike: 1 } });
    expect(progress).toEqual([1, 2, 3, 4]);
    const files = filesBelow(folder);
    const images = files.filter((file) => /\/images\/.*synthetic.*\.(jpg|png|bmp)$/.test(file));
    expect(images).toHaveLength(4);
    for (const image of images) {
      const label = image.replace('/images/', '/labels/').replace(/\.\w+$/, '.txt');
      expect(files).toContain(label);
    }
    const labels = images.map(
      (image) => statSync(join(folder, image.replace('/images/', '/labels/').replace(/\.\w+$/, '.txt'))).size,
    );
    expect(labels.filter((size) => size === 0)).toHaveLength(2);
    const yaml = parseDatasetYaml(readFileSync(join(folder, 'dataset.yaml'), 'utf8'));
    expect(yaml).toMatchObject({ ok: true, value: { classes: ['plug'] } });
    expect(files.filter((file) => file.includes('.writing-'))).toEqual([]);
  });

  it('goes on where it stopped and leaves what is there alone', async () => {
    const image = filesBelow(folder).find((file) => file.includes('/images/'))!;
    rmSync(join(folder, image));
    const others = filesBelow(folder).filter((file) => file.includes('/images/'));
    const times = others.map((file) => statSync(join(folder, file)).mtimeMs);
    writeFileSync(join(folder, dirname(image), '.writing-scene.jpg-1'), 'half');
    const written = await write({ folder, seed: 3, shiftCount: 1 });
    expect(written).toMatchObject({ ok: true, value: { scenes: 4, written: 1 } });
    expect(existsSync(join(folder, image))).toBe(true);
    expect(others.map((file) => statSync(join(folder, file)).mtimeMs)).toEqual(times);
    expect(filesBelow(folder).filter((file) => file.includes('.writing-'))).toEqual([]);
  });

  it('begins again where the first file was cut off', async () => {
    const cutOff = join(folder, '..', `${basename(folder)}-cut-off`);
    mkdirSync(cutOff);
    writeFileSync(join(cutOff, '.writing-README.txt-1'), 'half');
    const stop = new AbortController();
    stop.abort();
    expect(await write({ folder: cutOff, seed: 3, shiftCount: 1 }, { signal: stop.signal })).toMatchObject({
      ok: false,
      problem: { code: 'cancelled' },
    });
    expect(filesBelow(cutOff)).toContain('README.txt');
    expect(filesBelow(cutOff)).not.toContain('.writing-README.txt-1');
    rmSync(cutOff, { recursive: true });
  });

  it('refuses a folder that holds the set of another seed and keeps that set', async () => {
    const before = readFileSync(join(folder, 'scenes.csv'), 'utf8');
    const written = await write({ folder, seed: 4, shiftCount: 1 });
    expect(written).toMatchObject({ ok: false, problem: { code: 'already-exists' } });
    expect(readFileSync(join(folder, 'scenes.csv'), 'utf8')).toBe(before);
  });

  it('stops when asked and says how much is kept', async () => {
    const stop = new AbortController();
    const other = join(folder, 'other');
    const written = await write(
      { folder: other, seed: 3, shiftCount: 2 },
      { signal: stop.signal, report: () => stop.abort() },
    );
    expect(written).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(filesBelow(other).filter((file) => file.includes('/images/')).length).toBeLessThan(8);
  });
});
