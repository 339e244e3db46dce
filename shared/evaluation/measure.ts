import type { Measure } from '../domain/evaluation-figures.ts';

export function defined(value: number): Measure {
  return { state: 'defined', value };
}

export function notDefined(why: string): Measure {
  return { state: 'not-defined', why };
}

/** `part / whole`, or the reason when there is nothing to divide by. */
export function ratio(part: number, whole: number, why: string): Measure {
  return whole === 0 ? notDefined(why) : defined(part / whole);
}
