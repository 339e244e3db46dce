import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../electron/cli/client/connect.ts';
import { datasetSummarySchema } from '../../shared/contract/datasets.ts';
import { runSummarySchema } from '../../shared/contract/runs.ts';
import { importReportSchema } from '../../shared/contract/sources.ts';
import { tinyParams, tinyPreparation, writePictures } from '../faults/support/pictures.ts';
import { finished } from './support/engine.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-moved '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('goes on with a stopped training after the workspace was moved and its pictures were deleted', async () => {
  const pictures = join(folder, 'pictures');
  await writePictures(pictures);
  const here = await connect(join(folder, 'Werk ä #1 50%'), { create: true });
  const taken = await here.client.sources.import({ folder: pictures, preparation: tinyPreparation, author: 'x' });
  await finished(here.client, taken, importReportSchema);
  await finished(here.client, await here.client.datasets.freeze({ name: 'plug' }), datasetSummarySchema);
  const training = { dataset: 'plug', paramsText: tinyParams.replace('epochs: 2', 'epochs: 12') };
  const started = await here.client.runs.train(training);
  for await (const snapshot of await here.client.jobs.watch(started))
    if (snapshot.unit === 'epochs' && snapshot.done >= 1) await here.client.jobs.stop(started);
  expect((await here.client.runs.list()).map(({ id, state }) => `${id} ${state}`)).toEqual(['run-0001 stopped']);
  await here.close();

  rmSync(pictures, { recursive: true });
  renameSync(join(folder, 'Werk ä #1 50%'), join(folder, 'elsewhere'));
  const there = await connect(join(folder, 'elsewhere'));
  const run = await finished(there.client, await there.client.runs.train(training), runSummarySchema);
  expect(run).toMatchObject({ id: 'run-0001', state: 'finished', epochs: 12 });
  await there.close();
});
