import type { Batch } from '../data/batch.ts';
import type { BatchSource } from '../data/batch-source.ts';

type Place = { readonly epoch: number; readonly batchInEpoch: number };

/** Training batches in their order, the next one already being prepared while the present one is used. */
export class UpcomingBatches {
  readonly #source: Pick<BatchSource, 'train'>;
  readonly #batchesPerEpoch: number;
  #ahead: (Place & { readonly batch: Promise<Batch> }) | undefined;

  constructor(source: Pick<BatchSource, 'train'>, batchesPerEpoch: number) {
    this.#source = source;
    this.#batchesPerEpoch = batchesPerEpoch;
  }

  async take({ epoch, batchInEpoch }: Place): Promise<Batch> {
    const ahead = this.#ahead;
    const isReady = ahead?.epoch === epoch && ahead.batchInEpoch === batchInEpoch;
    const batch = await (isReady ? ahead.batch : this.#source.train(epoch, batchInEpoch));
    const next =
      batchInEpoch + 1 < this.#batchesPerEpoch
        ? { epoch, batchInEpoch: batchInEpoch + 1 }
        : { epoch: epoch + 1, batchInEpoch: 0 };
    this.#ahead = { ...next, batch: this.#source.train(next.epoch, next.batchInEpoch) };
    return batch;
  }
}
