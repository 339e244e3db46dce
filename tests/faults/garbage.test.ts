import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { importReportSchema } from '../../shared/contract/sources.ts';
import { nothingAcknowledged } from './support/commands.ts';
import { withEngineHere } from './support/engines.ts';
import { leftOver, violations } from './support/invariants.ts';
import { pictureFiles, writeGarbage, writePictures } from './support/pictures.ts';

vi.setConfig({ testTimeout: 600_000 });

const folder = mkdtempSync(join(tmpdir(), 'plugsight-garbage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

async function imported(name: string) {
  return withEngineHere(join(folder, `workspace-${name}`), {}, async (client, workspace) => {
    const { jobId } = await client.sources.import({ folder: join(folder, name), author: 'fault test' });
    for await (const { state, result, problem } of await client.jobs.watch({ jobId })) {
      if (state === 'running') continue;
      if (problem) throw new Error(problem.sentence);
      const wrong = violations(workspace, new Map(), nothingAcknowledged());
      return { report: importReportSchema.parse(result), wrong, left: leftOver(workspace.folder) };
    }
    throw new Error('the job did not end');
  });
}

test('200 files of random bytes under the names of pictures end in 200 sentences and leave nothing behind', async () => {
  writeGarbage(join(folder, 'garbage'), 200, 7);
  const { report, wrong, left } = await imported('garbage');
  expect(report).toMatchObject({ filesSeen: 200, imported: 0, alreadyKnown: 0 });
  expect(new Set(report.refused.map(({ file }) => file)).size).toBe(200);
  expect(
    report.refused.filter(({ file, sentence }) => !sentence.includes(file ?? '-') || !sentence.endsWith('.')),
  ).toEqual([]);
  expect(report.refused.filter(({ code }) => code === 'process-crashed')).toEqual([]);
  expect([...wrong, ...left]).toEqual([]);
});

test('pictures among them come in', async () => {
  await writePictures(join(folder, 'mixed'));
  writeGarbage(join(folder, 'mixed', 'train', 'images'), 20, 8);
  const { report, wrong } = await imported('mixed');
  expect(report.filesSeen).toBe(pictureFiles + 20);
  expect(report.imported + report.sameBytes).toBe(pictureFiles);
  expect(report.refused).toHaveLength(20);
  expect(wrong).toEqual([]);
});
