import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DatasetSummary, datasetSummarySchema } from '../../shared/contract/datasets.ts';
import { finished, imagesByPath, importFrom, startTestEngine, type TestEngine } from './support/engine.ts';
import { picture } from './support/pictures.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await startTestEngine();
});
afterEach(() => engine.end());

const american =
  '^(?<month>\\d\\d)(?<day>\\d\\d)(?<year>\\d{4})_(?<hour>\\d\\d)(?<minute>\\d\\d)_(?<episode>p\\d+)_\\d$';

/** 40 labelled pictures of 20 pipes, two frames each, an hour apart, named month first. */
function pipes(): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = { 'classes.txt': 'plug\n' };
  for (let at = 0; at < 40; at++) {
    const pipe = Math.floor(at / 2);
    const day = String(1 + Math.floor(pipe / 10)).padStart(2, '0');
    const name = `09${day}2024_${String(pipe % 10).padStart(2, '0')}15_p${pipe}_${at % 2}`;
    files[`${name}.pgm`] = picture(at + 1);
    files[`${name}.txt`] = pipe % 2 === 0 ? '0 0.5 0.5 0.5 0.5\n' : '';
  }
  return files;
}

async function freeze(): Promise<DatasetSummary> {
  return finished(engine.client, await engine.client.datasets.freeze({ name: 'plug' }), datasetSummarySchema);
}

describe('the file-name rule of a workspace', () => {
  it('is the default until one is set, and is kept when another is refused', async () => {
    expect((await engine.client.workspace.info()).fileNameRule).toBeNull();
    await engine.client.workspace.setFileNameRule({ expression: american });
    await expect(engine.client.workspace.setFileNameRule({ expression: '(' })).rejects.toMatchObject({
      data: { code: 'invalid-input', sentence: expect.stringContaining('The rule in force was kept') },
    });
    expect((await engine.client.workspace.info()).fileNameRule).toBe(american);
    await engine.client.workspace.setFileNameRule({ expression: null });
    expect((await engine.client.workspace.info()).fileNameRule).toBeNull();
  });

  it('is tried on names that are here without being set, and a wrong one is said before it is', async () => {
    await importFrom(engine, engine.write('in', pipes()));
    const { tryFileNameRule, info } = engine.client.workspace;
    expect(await tryFileNameRule({ expression: american })).toEqual({
      problem: null,
      looked: 40,
      fitting: 40,
      examples: [
        { name: '09012024_0015_p0_0.pgm', tryName: 'p0', capturedAt: '2024-09-01T00:15:00.000' },
        { name: '09022024_0015_p10_0.pgm', tryName: 'p10', capturedAt: '2024-09-02T00:15:00.000' },
        { name: '09022024_0915_p19_1.pgm', tryName: 'p19', capturedAt: '2024-09-02T09:15:00.000' },
      ],
    });
    expect(await tryFileNameRule({ expression: null })).toMatchObject({
      fitting: 0,
      examples: [{ tryName: null, capturedAt: null }, {}, {}],
    });
    for (const wrong of ['(', '^(\\w+\\w*)+!$']) {
      const { problem, examples } = await tryFileNameRule({ expression: wrong });
      expect([problem?.sentence, examples]).toEqual([expect.stringContaining('The rule in force was kept'), []]);
    }
    expect((await info()).fileNameRule).toBeNull();
  });

  it('gives pictures their time at import, and those that are here when it is set', async () => {
    const folder = engine.write('in', pipes());
    await importFrom(engine, folder);
    const before = (await imagesByPath(engine)).get('09012024_0015_p0_0.pgm');
    expect(before?.capturedAt).toBeNull();
    expect(await engine.client.workspace.setFileNameRule({ expression: american })).toEqual({
      expression: american,
      images: 40,
      fitting: 40,
      timesChanged: 40,
      keptExif: 0,
    });
    expect((await imagesByPath(engine)).get('09012024_0015_p0_0.pgm')?.capturedAt).toBe('2024-09-01T00:15:00.000');
    await importFrom(engine, engine.write('more', { '09032024_0715_p50_0.pgm': picture(99) }));
    expect((await imagesByPath(engine)).get('09032024_0715_p50_0.pgm')?.capturedAt).toBe('2024-09-03T07:15:00.000');
    expect(await engine.client.workspace.setFileNameRule({ expression: null })).toMatchObject({
      fitting: 0,
      timesChanged: 41,
    });
  });

  it('decides which frames are one try when a dataset is frozen; frozen versions stay', async () => {
    await importFrom(engine, engine.write('in', pipes()));
    const single = await freeze();
    await engine.client.workspace.setFileNameRule({ expression: american });
    const paired = await freeze();
    expect(paired.version).toBe(single.version + 1);
    const tries = ({ roles }: DatasetSummary) => Object.values(roles).reduce((sum, role) => sum + role.episodes, 0);
    expect(tries(single)).toBe(40);
    expect(tries(paired)).toBe(20);
    expect((await freeze()).unchanged).toBe(true);
  });

  it('is refused when it would hold the engine up, also for names that come later', async () => {
    const endless = '^(\\w+\\w*)+!$';
    const name = `${'a'.repeat(60)}.pgm`;
    await engine.client.workspace.setFileNameRule({ expression: endless });
    const { jobId } = await engine.client.sources.import({
      folder: engine.write('in', { [name]: picture(1) }),
      author: 'x',
    });
    for await (const { state, problem } of await engine.client.jobs.watch({ jobId })) {
      if (state === 'running') continue;
      expect(problem?.sentence).toMatch(/takes more than 2 s over 1 name\./);
    }
    await engine.client.workspace.setFileNameRule({ expression: null });
    await importFrom(engine, engine.write('in', { [name]: picture(1) }));
    await expect(engine.client.workspace.setFileNameRule({ expression: endless })).rejects.toMatchObject({
      data: { code: 'invalid-input' },
    });
  });
});
