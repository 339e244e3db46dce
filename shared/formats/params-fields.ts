import { z } from 'zod';

/**
 * Leaves of `params.yaml`. The message of every check is the end of a sentence that starts "<key> is <value>; it must be ...", so
 * that a person reads what is allowed and not which check failed.
 */
export function wholeNumber(min: number, max: number, meaning = '') {
  const error = `a whole number from ${min} to ${max}${meaning}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

export function decimal(min: number, max: number, meaning = '') {
  const error = `a number from ${min < 1e-6 && min > 0 ? min.toFixed(7) : min} to ${max}${meaning}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
}

/** A number that the run may choose itself: `auto` until then. */
export function autoOr<T extends z.ZodType>(field: T, expected: string) {
  return z.union([z.literal('auto'), field], { error: expected });
}

/** A non-empty text, or null for "not given". */
export function optionalText(meaning: string) {
  return z.string({ error: meaning }).min(1, { error: meaning }).nullable();
}

export function text(meaning: string) {
  return z.string({ error: meaning }).min(1, { error: meaning });
}

/** A section whose keys are all known; a section written without any key (`train:`) is an empty one. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess((value) => value ?? {}, z.strictObject(shape, { error: 'a section with keys below it' }));
}
