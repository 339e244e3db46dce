import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exportDataset } from '../../electron/engine/datasets/index.ts';
import { closeWorkspace, openWorkspace, type Workspace } from '../../electron/engine/workspace/index.ts';
import {
  type DatasetSummary,
  datasetExportReportSchema,
  datasetSummarySchema,
} from '../../shared/contract/datasets.ts';
import { type SmallDisk, smallDisk } from '../support/breakages/small-disk.ts';
import { finished, importFrom, labelsByPath, refusal, startTestEngine, type TestEngine } from './support/engine.ts';
import { picture } from './support/pictures.ts';

const box = '0 0.5 0.5 0.5 0.5\n';

/** Shifts of four pictures, two with a plug; capture times in the names. */
function shifts(count: number): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = { 'classes.txt': 'plug\n' };
  for (let at = 0; at < count * 4; at++) {
    const [shift, frame] = [Math.floor(at / 4), at % 4];
    const day = String(1 + Math.floor(shift / 3)).padStart(2, '0');
    const stem = `2026-03-${day}_${String(6 + 8 * (shift % 3)).padStart(2, '0')}-1${frame}-00`;
    files[`${stem}.pgm`] = picture(at);
    files[`${stem}.txt`] = frame % 2 === 0 ? box : '';
  }
  return files;
}

/** Every file below a folder with its bytes. */
function contents(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    paths.sort().map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path)).toString('base64')]),
  );
}

let engine: TestEngine;
let dataset: DatasetSummary;
beforeAll(async () => {
  engine = await startTestEngine();
  await importFrom(engine, engine.write('in', shifts(12)));
  dataset = await finished(engine.client, await engine.client.datasets.freeze({ name: 'plug' }), datasetSummarySchema);
});
afterAll(() => engine.end());

const place = (name: string) => join(engine.folder, name);
const started = (folder: string) => engine.client.datasets.export({ name: 'plug', folder });

describe('the export of a dataset version', () => {
  it('is the frozen folder byte by byte, in a new folder whose parents need not be there, without what lies beside', async () => {
    writeFileSync(join(dataset.folder, 'train', 'labels.cache'), 'of another tool');
    const folder = place('sticks/usb 1/plug-v1');
    const report = await finished(engine.client, await started(folder), datasetExportReportSchema);
    rmSync(join(dataset.folder, 'train', 'labels.cache'));
    expect(contents(folder)).toEqual(contents(dataset.folder));
    const images = Object.keys(contents(folder)).filter((path) => path.endsWith('.png')).length;
    expect(images).toBeGreaterThan(20);
    expect(report).toMatchObject({ name: 'plug', version: 1, folder, images, files: 2 * images + 1 });
  });

  it('fills an empty folder, and can be imported where it is', async () => {
    const folder = place('empty');
    mkdirSync(folder);
    await finished(engine.client, await started(folder), datasetExportReportSchema);
    const other = await startTestEngine();
    try {
      await importFrom(other, folder);
      const labels = Object.values(await labelsByPath(other));
      const images = Object.keys(contents(folder)).filter((path) => path.endsWith('.png')).length;
      expect(labels).toHaveLength(images);
      expect(labels.filter((label) => label.startsWith('plug '))).toHaveLength(
        Object.values(dataset.roles).reduce((sum, role) => sum + (role?.present ?? 0), 0),
      );
    } finally {
      await other.end();
    }
  });

  it('writes nothing into a folder that is not empty, into a file, into the workspace, or nowhere in particular', async () => {
    const full = engine.write('full', { 'thesis.txt': 'mine' });
    const before = contents(engine.workspace);
    const cases = [
      [full, 'already-exists', /is not empty\. Nothing was written\. Choose an empty or a new folder/],
      [join(full, 'thesis.txt'), 'already-exists', /is a file\. Nothing was written/],
      [join(engine.workspace, 'datasets', 'mine'), 'invalid-input', /lies in the workspace.*Nothing was written/],
      ['plug-v1', 'invalid-input', /no whole path\. Nothing was written/],
    ] as const;
    for (const [folder, code, sentence] of cases) {
      const problem = await refusal(engine.client, started(folder));
      expect(problem.code).toBe(code);
      expect(problem.sentence).toMatch(sentence);
    }
    expect(Object.keys(contents(full))).toEqual(['thesis.txt']);
    const datasets = (files: Record<string, string>) =>
      Object.keys(files).filter((path) => path.startsWith('datasets'));
    expect(datasets(contents(engine.workspace))).toEqual(datasets(before));
  });

  it('goes into the workspace’s own exports, where other exports are', async () => {
    const folder = join(engine.workspace, 'exports', 'plug-v1');
    await finished(engine.client, await started(folder), datasetExportReportSchema);
    expect(existsSync(join(folder, 'dataset.yaml'))).toBe(true);
  });

  it('names a version there is, and says which there are', async () => {
    const asked = engine.client.datasets.export({ name: 'plug', version: 9, folder: place('nine') });
    expect((await refusal(engine.client, asked)).sentence).toContain('There are: plug v1.');
    expect(existsSync(place('nine'))).toBe(false);
  });
});

/** In this process: moments and disks that a running engine cannot be made to meet. */
describe('an export that cannot end', () => {
  let workspace: Workspace;
  let disk: SmallDisk | string = '';
  beforeAll(async () => {
    await engine.client.workspace.shutdown();
    // The engine lets the database go when it has ended.
    for (let tries = 0; ; tries++) {
      const opened = openWorkspace(engine.workspace, { create: false });
      if (opened.ok) {
        workspace = opened.value;
        break;
      }
      if (tries > 100) throw new Error(opened.problem.sentence);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    disk = smallDisk(place('small'), 1024 * 1024);
  });
  afterEach(() => {
    if (typeof disk !== 'string') disk.makeRoom();
  });
  afterAll(async () => {
    if (typeof disk !== 'string') disk.remove();
    await closeWorkspace(workspace);
  });

  /** What is called at the first report, after 20 files. */
  const run = (folder: string, atReport: () => void, freeBytes: () => number | null, signal?: AbortSignal) =>
    exportDataset(
      workspace,
      { name: 'plug', version: null, folder },
      { report: atReport, signal: signal ?? new AbortController().signal },
      freeBytes,
    );
  const nothing = () => undefined;

  it('for want of room is told before anything is written, with how much is needed', async () => {
    const folder = place('no/room');
    const result = await run(folder, nothing, () => 20_000);
    expect(result).toMatchObject({ ok: false, problem: { code: 'disk-full' } });
    if (!result.ok)
      expect(result.problem.sentence).toMatch(/needs \d\.\d MB, and 0\.0 MB are free.*Nothing was written/);
    expect(existsSync(place('no'))).toBe(false);
  });

  it('because it was stopped leaves nothing, nor the folders it made', async () => {
    const stop = new AbortController();
    const result = await run(
      place('stopped/here'),
      () => stop.abort(),
      () => null,
      stop.signal,
    );
    expect(result).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(existsSync(place('stopped'))).toBe(false);
  });

  it('leaves what somebody else put beside it meanwhile', async () => {
    const stop = new AbortController();
    const folder = place('shared');
    const note = join(folder, 'train', 'note.txt');
    await run(
      folder,
      () => {
        writeFileSync(note, 'mine');
        stop.abort();
      },
      () => null,
      stop.signal,
    );
    expect(Object.keys(contents(folder))).toEqual(['train/note.txt']);
  });

  it('because a file of the version is gone names it', async () => {
    const [path = ''] = Object.keys(contents(dataset.folder)).filter((one) => one.endsWith('.txt'));
    const bytes = readFileSync(join(dataset.folder, path));
    rmSync(join(dataset.folder, path));
    try {
      const result = await run(place('gone'), nothing, () => null);
      expect(result).toMatchObject({ ok: false, problem: { code: 'file-unreadable', file: path } });
      expect(existsSync(place('gone'))).toBe(false);
    } finally {
      writeFileSync(join(dataset.folder, path), bytes);
    }
  });

  it('because the disk became full on the way takes back what it wrote; with room it goes through', async ({
    skip,
  }) => {
    if (typeof disk === 'string') return skip(disk);
    const folder = join(disk.folder, 'plug-v1');
    disk.leaveFree(60_000);
    const result = await run(folder, nothing, () => null);
    expect(result).toMatchObject({ ok: false, problem: { code: 'disk-full' } });
    if (!result.ok) expect(result.problem.sentence).toMatch(/became full.*removed again.*Free some space/);
    expect(existsSync(folder)).toBe(false);
    disk.makeRoom();
    expect((await run(folder, nothing, () => null)).ok).toBe(true);
    expect(contents(folder)).toEqual(contents(dataset.folder));
  });
});
