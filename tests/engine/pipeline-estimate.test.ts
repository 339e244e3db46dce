import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFrom, startTestEngine, type TestEngine } from './support/engine.ts';
import { picture } from './support/pictures.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.end());

const estimate = () => engine.client.pipeline.estimate({ withImport: false, isRehearsal: true, author: 'M. Keller' });

test('how long the first training takes is said before anything is frozen, and why where it cannot be', async () => {
  expect(await estimate()).toEqual({ seconds: null, basis: expect.stringContaining('Import some first.') });
  const files: Record<string, string | Uint8Array> = { 'classes.txt': 'plug\n' };
  for (let at = 0; at < 40; at++) {
    const name = `2026-03-${String(1 + Math.floor(at / 4)).padStart(2, '0')}_06-0${at % 4}-00`;
    files[`${name}.pgm`] = picture(at + 1);
    files[`${name}.txt`] = at % 2 === 0 ? '0 0.5 0.5 0.5 0.5\n' : '';
  }
  await importFrom(engine, engine.write('frames', files));
  const { seconds, basis } = await estimate();
  expect(basis).toBe('Measured on this machine.');
  expect(seconds).toBeGreaterThan(0);
  expect((await engine.client.workspace.info()).counts.datasets).toBe(0);
  // Nothing is measured for whoever only wants to know whether a helper can be trained.
  const untimed = await engine.client.runs.helper({ isTimed: false });
  expect(untimed).toMatchObject({ labelled: 40, needed: 20, seconds: null, labelsSince: 40 });
  expect((await engine.client.runs.helper()).seconds).toBeGreaterThan(0);
}, 60_000);
