import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelsFirstTable, tableModelBytes } from '../support/onnx-models.ts';
import { startTestEngine, type TestEngine } from './support/engine.ts';

let engine: TestEngine;
const asTheyAre = { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] } as const;

function writeDetector(score: number, metadata: Record<string, string> = {}): string {
  const table = channelsFirstTable(1, 21, [{ anchor: 3, centre: [16, 16], size: [16, 16], scores: [score] }]);
  const path = join(engine.folder, `detector-${score}.onnx`);
  writeFileSync(path, tableModelBytes({ output: [1, 5, 21], table, metadata: { names: "['plug']", ...metadata } }));
  return path;
}

beforeAll(async () => {
  engine = await startTestEngine();
  for (const score of [0.7, 0.8, 0.9]) {
    await engine.client.models.import({ path: writeDetector(score), name: 'plug', preparation: asTheyAre });
  }
});
afterAll(() => engine.end());

const current = async () => (await engine.client.models.current())?.version ?? null;
const keller = { author: 'M. Keller', comment: '3 days of shadow' };

describe('the production model', () => {
  it('is none before a person promotes one, with a name and a reason', async () => {
    expect(await current()).toBeNull();
    await expect(
      engine.client.models.promote({ model: 'plug@1', author: 'M. Keller', comment: ' ' }),
    ).rejects.toMatchObject({
      data: { code: 'invalid-input' },
    });
    expect(await current()).toBeNull();
    const journal = await engine.client.models.promote({ model: 'plug@1', ...keller });
    expect(journal).toMatchObject([{ model: 'plug', modelVersion: 1, stage: 'production', ...keller }]);
    expect(await current()).toBe(1);
  });

  it('archives the one before it when it is promoted', async () => {
    const journal = await engine.client.models.promote({ model: 'plug@2', ...keller });
    expect(journal.slice(1)).toMatchObject([
      { modelVersion: 1, stage: 'archived', comment: 'replaced by plug v2' },
      { modelVersion: 2, stage: 'production' },
    ]);
    expect(await current()).toBe(2);
  });

  it('is rolled back in one action, and again', async () => {
    await engine.client.models.promote({ model: 'plug@3', ...keller });
    await engine.client.models.rollBack({ author: 'A. Novak' });
    expect(await current()).toBe(2);
    const journal = await engine.client.models.rollBack({ author: 'A. Novak' });
    expect(await current()).toBe(1);
    expect(journal.at(-1)).toMatchObject({ author: 'A. Novak', comment: 'rolled back from plug v2' });
    await expect(engine.client.models.rollBack({ author: 'A. Novak' })).rejects.toMatchObject({
      data: { code: 'nothing-to-do' },
    });
    expect(await current()).toBe(1);
  });

  it('is not archived while it is in production; another is, and comes back', async () => {
    await expect(engine.client.models.archive({ model: 'plug@1', author: 'A. Novak' })).rejects.toMatchObject({
      data: { code: 'busy' },
    });
    const restored = await engine.client.models.restore({ model: 'plug@3', author: 'A. Novak', comment: 'once more' });
    expect(restored.at(-1)).toMatchObject({ modelVersion: 3, stage: 'candidate' });
    const archived = await engine.client.models.archive({ model: 'plug@3', author: 'A. Novak', comment: 'worse' });
    expect(archived.at(-1)).toMatchObject({ modelVersion: 3, stage: 'archived', comment: 'worse' });
  });
});

describe('a file that is to be imported', () => {
  it('is described before: classes, size and licence of a detector', async () => {
    const path = writeDetector(0.6, { license: 'AGPL-3.0', author: 'somebody' });
    expect(await engine.client.models.describe({ path })).toMatchObject({
      kind: 'onnx',
      suggestedName: 'detector-0-6',
      classes: ['plug'],
      inputSize: { widthPx: 32, heightPx: 32 },
      licence: 'AGPL-3.0',
    });
    expect(await engine.client.models.list()).toHaveLength(3);
  });

  it('is described before: an exported model says whether it is here already', async () => {
    const { path } = await engine.client.models.export({ model: 'plug@2' });
    expect(await engine.client.models.describe({ path })).toMatchObject({ kind: 'model-file', known: 'plug v2' });
  });

  it('is refused when it is no model, in the same words as its import', async () => {
    const path = join(engine.write('wrong', { 'notes.onnx': 'no model' }), 'notes.onnx');
    const refused = { data: { code: 'model-invalid' } };
    await expect(engine.client.models.describe({ path })).rejects.toMatchObject(refused);
    await expect(engine.client.models.import({ path, preparation: asTheyAre })).rejects.toMatchObject(refused);
  });
});
