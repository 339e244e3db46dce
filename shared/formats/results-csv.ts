import { failure, type Result, success } from '../domain/problem.ts';
import { splitLines } from './text.ts';

/** One epoch of `results.csv`. Null: the column is missing, or empty in this row (no validation in that epoch). `timeS` in seconds since the start. */
export type ResultsRow = {
  readonly epoch: number;
  readonly timeS: number | null;
  readonly trainBoxLoss: number | null;
  readonly trainClassLoss: number | null;
  readonly trainDflLoss: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly map50: number | null;
  readonly map50To95: number | null;
  readonly valBoxLoss: number | null;
  readonly valClassLoss: number | null;
  readonly valDflLoss: number | null;
  /** Learning rate of each parameter group, `lr/pg0` first. */
  readonly learningRates: readonly number[];
};

/** The family's column names, in its order [Ultralytics `results.csv`]. */
const columns = {
  timeS: 'time',
  trainBoxLoss: 'train/box_loss',
  trainClassLoss: 'train/cls_loss',
  trainDflLoss: 'train/dfl_loss',
  precision: 'metrics/precision(B)',
  recall: 'metrics/recall(B)',
  map50: 'metrics/mAP50(B)',
  map50To95: 'metrics/mAP50-95(B)',
  valBoxLoss: 'val/box_loss',
  valClassLoss: 'val/cls_loss',
  valDflLoss: 'val/dfl_loss',
} as const satisfies Partial<Record<keyof ResultsRow, string>>;
type NumberColumn = keyof typeof columns;
const columnEntries = Object.entries(columns) as [NumberColumn, string][];

export function resultsHeader(groupCount: number): string {
  const rates = Array.from({ length: groupCount }, (_, group) => `lr/pg${group}`);
  return `${['epoch', ...columnEntries.map(([, name]) => name), ...rates].join(',')}\n`;
}

/** One row, numbers to six significant digits as the family writes them; what is null or not finite stays empty. */
export function resultsLine(row: ResultsRow): string {
  const cells = [row.epoch, ...columnEntries.map(([key]) => row[key]), ...row.learningRates];
  return `${cells.map(cell).join(',')}\n`;
}

export function writeResults(rows: readonly ResultsRow[]): string {
  const groupCount = Math.max(1, ...rows.map(({ learningRates }) => learningRates.length));
  return resultsHeader(groupCount) + rows.map(resultsLine).join('');
}

/**
 * Reads `results.csv` by trimmed column name: some writers pad with blanks, some lack `time`, some add columns. A last row that was cut
 * off while it was written is left out.
 */
export function readResults(text: string, file = 'results.csv'): Result<ResultsRow[]> {
  const lines = splitLines(text);
  const names = (lines[0] ?? '').replace('\ufeff', '').split(',').map(unquoted);
  if (!names.includes('epoch')) {
    return failure(
      'invalid-input',
      `${file} has no column "epoch", so it is not the record of a training. Nothing was read; choose the results.csv of a run.`,
      {
        file,
        line: 1,
      },
    );
  }
  const rows: ResultsRow[] = [];
  for (const [index, line] of lines.slice(1).entries()) {
    if (line.trim() === '') continue;
    const cells = line.split(',').map(unquoted);
    const isLast = index === lines.length - 2;
    if (cells.length < names.length) {
      if (isLast) break;
      return failure(
        'invalid-input',
        `${file}, line ${index + 2}: it has ${cells.length} values for ${names.length} columns. Nothing was read; the file is damaged.`,
        {
          file,
          line: index + 2,
        },
      );
    }
    const row = readRow(names, cells);
    if (row === null) {
      return failure(
        'invalid-input',
        `${file}, line ${index + 2}: the epoch "${cells[names.indexOf('epoch')]}" is not a whole number. Nothing was read; the file is damaged.`,
        {
          file,
          line: index + 2,
        },
      );
    }
    rows.push(row);
  }
  return success(rows);
}

function readRow(names: readonly string[], cells: readonly string[]): ResultsRow | null {
  const value = (name: string): number | null => {
    const index = names.indexOf(name);
    const text = index < 0 ? '' : (cells[index] ?? '');
    const number = Number(text);
    return text === '' || !Number.isFinite(number) ? null : number;
  };
  const epoch = value('epoch');
  if (epoch === null || !Number.isInteger(epoch)) return null;
  const learningRates: number[] = [];
  for (let group = 0; ; group++) {
    const rate = value(`lr/pg${group}`);
    if (rate === null) break;
    learningRates.push(rate);
  }
  const numbers = Object.fromEntries(columnEntries.map(([key, name]) => [key, value(name)])) as Record<
    NumberColumn,
    number | null
  >;
  return { epoch, ...numbers, learningRates };
}

function cell(value: number | null): string {
  return value === null || !Number.isFinite(value) ? '' : String(Number(value.toPrecision(6)));
}

function unquoted(text: string): string {
  return text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
}
