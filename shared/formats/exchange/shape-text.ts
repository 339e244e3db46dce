import type { Point } from './upright-box.ts';

/** What is wrong with an entry, as a sentence without its place; thrown inside a reader and caught at the entry. */
export class EntryFault extends Error {}

const numeral = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number written as text. Throws an `EntryFault` that names the value: `xtl is "abc", which is not a number.` */
export function numberFrom(text: string | null, name: string): number {
  if (text === null || text.trim() === '') throw new EntryFault(`${name} is missing.`);
  const value = numeral.test(text.trim()) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new EntryFault(`${name} is "${text.slice(0, 40)}", which is not a number.`);
  return value;
}

/** `10.0,60.0;30.0,60.0`: points as CVAT writes them. */
export function pointsFrom(text: string | null): Point[] {
  if (text === null || text.trim() === '') throw new EntryFault('points is missing.');
  return text
    .split(';')
    .filter((pair) => pair.trim() !== '')
    .map((pair): Point => {
      const [x, y, more] = pair.split(',');
      if (more !== undefined) throw new EntryFault(`"${pair.slice(0, 40)}" in points is no pair of numbers.`);
      return [numberFrom(x ?? null, 'x of a point'), numberFrom(y ?? null, 'y of a point')];
    });
}

/** A class name, trimmed and in Unicode's composed form. */
export function classNameFrom(text: string | null, name: string): string {
  const className = (text ?? '').trim().normalize('NFC');
  if (className === '') throw new EntryFault(`${name} is missing.`);
  return className;
}
