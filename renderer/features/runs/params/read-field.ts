import { defaultParams, type Params } from '../../../../shared/formats/params.ts';
import { rawValue } from './edit-text.ts';
import type { NumberRow, PairRow } from './fields.ts';

export type FieldValue = {
  /** What slider and number show. */
  readonly value: number;
  /** Words beside it where the file says more than a number: `original`, `auto`, a pair of sides. */
  readonly remark: string | null;
};

/**
 * What a row of the form shows: the number that stands in the text, also where it is wrong; where the text says it in another way, what that
 * comes to, with a remark.
 */
export function readField(text: string, params: Params | null, row: NumberRow | PairRow): FieldValue {
  const raw = rawValue(text, row.path);
  const resolved = resolvedValue(params ?? defaultParams, row);
  if (row.kind === 'pair') {
    const end = Array.isArray(raw) ? raw[row.end === 'min' ? 0 : 1] : undefined;
    if (typeof end === 'number') return { value: end, remark: null };
    return { value: resolved, remark: raw === 'original' ? 'original, as the file says' : null };
  }
  if (typeof raw === 'number') return { value: raw, remark: null };
  if (Array.isArray(raw) && row.path[1] === 'imgsz')
    return { value: resolved, remark: `${raw[1]} x ${raw[0]} px, as the file says` };
  if (raw === 'original' || raw === 'auto') return { value: resolved, remark: `${raw}, as the file says` };
  return { value: resolved, remark: null };
}

function resolvedValue(params: Params, row: NumberRow | PairRow): number {
  const [section, key] = row.path;
  const values: Readonly<Record<string, unknown>> = section === 'train' ? params.train : params.augment;
  const value = values[key];
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return Math.max(...value.map(Number));
  if (typeof value === 'object' && value !== null) {
    const { min, max } = value as { readonly min?: number; readonly max: number };
    return row.kind === 'pair' && row.end === 'min' ? (min ?? max) : max;
  }
  return row.slider.from;
}

/** What a row writes: a number, or the pair with its other end as it is, in order. */
export function fieldValue(
  text: string,
  params: Params | null,
  row: NumberRow | PairRow,
  value: number,
): number | readonly number[] {
  if (row.kind === 'number') return value;
  const other = readField(text, params, { ...row, end: row.end === 'min' ? 'max' : 'min' }).value;
  return row.end === 'min' ? [value, Math.max(value, other)] : [Math.min(value, other), value];
}
