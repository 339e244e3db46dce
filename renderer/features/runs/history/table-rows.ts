import type { RunRecord } from '../../../../shared/contract/runs.ts';
import { defaultParams, flatParams } from '../../../../shared/formats/params.ts';
import { shortValue } from '../params/template.ts';
import { shownParam } from '../words.ts';

export type SortKey = 'run' | 'state' | 'dataset' | 'map50' | 'map5095' | 'time';
export type Sort = { readonly key: SortKey; readonly isDescending: boolean };

export type HistoryRow = {
  readonly record: RunRecord;
  /** What differs from the run before it, `lr0 0.01`; from the defaults for the first one. */
  readonly changed: string;
};

/** Which weights and which dataset stand in columns of their own; where files lie changes nothing. */
const elsewhere = /^(data_split|evaluate|sweep)\.|^train\.(data|best_model|model_path|project)$/;

/** Keys with different values, in the file's order; a key that one of them lacks differs too. */
export function differingKeys(params: readonly RunRecord['params'][]): string[] {
  const keys = [...new Set(params.flatMap((one) => Object.keys(one)))].filter((key) => !elsewhere.test(key));
  return keys.filter((key) => new Set(params.map((one) => JSON.stringify(one[key]))).size > 1);
}

/** A value as short as the file may have it. */
export function shownValue(key: string, params: RunRecord['params']): string {
  if (key === 'pretrained.model' && params[key] === null) return 'random';
  return shownParam(shortValue(key.slice(key.indexOf('.') + 1), params[key]));
}

/** `records`: newest first, as the engine answers them. */
export function historyRows(records: readonly RunRecord[]): HistoryRow[] {
  const defaults = flatParams(defaultParams);
  return records.map((record, at) => {
    const before = records[at + 1]?.params ?? defaults;
    if (Object.keys(record.params).length === 0) return { record, changed: '' };
    const words = differingKeys([before, record.params]).map(
      (key) => `${key.slice(key.indexOf('.') + 1)} ${shownValue(key, record.params)}`,
    );
    return { record, changed: words.join(', ') };
  });
}

const values: Readonly<Record<SortKey, (row: HistoryRow) => string | number | null>> = {
  run: ({ record }) => record.run.id,
  state: ({ record }) => record.run.state,
  dataset: ({ record }) => `${record.run.dataset} ${String(record.run.datasetVersion).padStart(6, '0')}`,
  map50: ({ record }) => record.run.valMap50,
  map5095: ({ record }) => record.run.valMap5095,
  time: ({ record }) => record.run.trainingSeconds,
};

/** Rows without a value stand last either way; equal ones stay newest first. */
export function sorted(rows: readonly HistoryRow[], { key, isDescending }: Sort): HistoryRow[] {
  const value = values[key];
  return rows.toSorted((a, b) => {
    const [first, second] = [value(a), value(b)];
    if (first === null || second === null) return first === second ? 0 : first === null ? 1 : -1;
    const order =
      typeof first === 'number' && typeof second === 'number'
        ? first - second
        : first < second
          ? -1
          : first > second
            ? 1
            : 0;
    return isDescending ? -order : order;
  });
}
