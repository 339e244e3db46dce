import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Batch } from '../../../electron/trainer/data/batch.ts';
import { type BatchSettings, createBatchSource } from '../../../electron/trainer/data/batch-source.ts';
import { trainingJobSchema } from '../../../shared/domain/training-job.ts';
import { batchesPerEpoch } from '../../../shared/formats/schedule.ts';
import { batchBytes } from '../../peers/support/batch-bytes.ts';

/**
 * `node stream-batches.ts <stream.json>`: writes a run's training batches, made by the trainer's own batch source, to standard output
 * as `tests/peers/plugsight_torch/stream.py` reads them. stream.json: { job, settings, epochs }.
 */
const { job, settings, epochs } = JSON.parse(readFileSync(process.argv[2], 'utf8')) as {
  job: unknown;
  settings: BatchSettings;
  epochs: number;
};
const parsed = trainingJobSchema.parse(job);
const source = createBatchSource(parsed, settings);
const steps = batchesPerEpoch(parsed.images.filter(({ role }) => role === 'train').length, settings.batch);

for (let epoch = 0; epoch < epochs; epoch += 1) {
  for (let step = 0; step < steps; step += 1) await write(await source.train(epoch, step));
}

async function write(batch: Batch): Promise<void> {
  for (const part of batchBytes(settings.batch, batch)) {
    if (!process.stdout.write(part)) await once(process.stdout, 'drain');
  }
}
