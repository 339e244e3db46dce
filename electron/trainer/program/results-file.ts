import type { EpochFigures } from '../../../shared/domain/training-event.ts';
import { atomicWrite } from '../../platform/index.ts';

const columns = [
  'epoch',
  'time',
  'train/box_loss',
  'train/cls_loss',
  'train/dfl_loss',
  'metrics/precision(B)',
  'metrics/recall(B)',
  'metrics/mAP50(B)',
  'metrics/mAP50-95(B)',
  'val/box_loss',
  'val/cls_loss',
  'val/dfl_loss',
  'lr/pg0',
  'lr/pg1',
  'lr/pg2',
];

/**
 * `results.csv` is written whole from the history that the checkpoint holds, so no kill can leave a row out, twice or half. Epochs that
 * were not validated leave their fields empty. Groups as the family numbers them: biases, kernels, norms.
 */
export function writeResults(path: string, history: readonly EpochFigures[]): void {
  const lines = [columns.join(','), ...history.map((figures) => rowOf(figures).join(','))];
  atomicWrite(path, `${lines.join('\n')}\n`, { stage: 'train.results' });
}

function rowOf({ epoch, elapsedSeconds, losses, learningRates, validation }: EpochFigures): string[] {
  const val = validation
    ? [
        validation.precision,
        validation.recall,
        validation.map50,
        validation.map50To95,
        validation.losses.box,
        validation.losses.class,
        validation.losses.distribution,
      ].map(short)
    : Array.from({ length: 7 }, () => '');
  return [
    String(epoch),
    short(elapsedSeconds),
    short(losses.box),
    short(losses.class),
    short(losses.distribution),
    ...val,
    short(learningRates.biases),
    short(learningRates.kernels),
    short(learningRates.norms),
  ];
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
