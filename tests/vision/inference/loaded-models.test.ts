import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { type ModelKey, unload, withSession } from '../../../electron/vision/inference/loaded-models.ts';
import { success } from '../../../shared/domain/problem.ts';
import { sha256 } from '../../support/model-files.ts';
import { channelsFirstTable, tableModelBytes } from '../../support/onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'plugsight-loaded-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Models that answer 1, 2, 3, ... as the first value of their output. */
const models = Array.from({ length: 6 }, (_, index): ModelKey => {
  const table = channelsFirstTable(1, 21, []);
  table[0] = index + 1;
  const bytes = tableModelBytes({ output: [1, 5, 21], table });
  const path = join(folder, `${index}.onnx`);
  writeFileSync(path, bytes);
  return { path, sha256: sha256(bytes), threads: 1 };
});

async function answer(session: InferenceSession): Promise<number> {
  const { output0 } = await session.run({ images: new Tensor('float32', new Float32Array(1024), [1, 1, 32, 32]) });
  return Number(output0.data[0]);
}

async function ask(model: ModelKey): Promise<number | string> {
  const result = await withSession(model, async (session) => success(await answer(session)));
  return result.ok ? result.value : result.problem.sentence;
}

describe('the models in memory', () => {
  it('are never released while in use, however many others come', async () => {
    const [first, ...others] = models;
    const result = await withSession(first, async (session) => {
      // Asked for once more meanwhile: the first use still holds it.
      await ask(first);
      for (const other of others) await ask(other);
      expect(await unload(first.sha256)).toBe(false);
      return success(await answer(session));
    });
    expect(result).toEqual(success(1));
  });

  it('give way to others and come back', async () => {
    for (const [index, model] of [...models, ...models].entries()) expect(await ask(model)).toBe((index % 6) + 1);
  });

  it('are released when told to, once', async () => {
    await ask(models[0]);
    expect(await unload(models[0].sha256)).toBe(true);
    expect(await unload(models[0].sha256)).toBe(false);
    expect(await ask(models[0])).toBe(1);
  });

  it('are loaded anew after a failure, not remembered as failed', async () => {
    const missing = { ...models[0], path: join(folder, 'later.onnx'), threads: 2 };
    expect(await ask(missing)).toContain('There is no model at');
    writeFileSync(missing.path, 'something else');
    expect(await ask(missing)).toContain('its SHA-256 differs');
  });
});
