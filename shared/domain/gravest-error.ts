import { z } from 'zod';

/** What must never happen at this station: the target reported where none is, or missed where one is. */
export const gravestErrorSchema = z.enum(['false-positive', 'miss']);
export type GravestError = z.infer<typeof gravestErrorSchema>;

/** The key of the workspace's settings it lies under. */
export const gravestErrorKey = 'gravestError';

/** As the settings say it; where nobody answered, a false report: a machine that starts on nothing. */
export function gravestErrorOf(settings: Readonly<Record<string, unknown>> | undefined): GravestError {
  return gravestErrorSchema.safeParse(settings?.[gravestErrorKey]).data ?? 'false-positive';
}

/**
 * The two errors, or whatever is said of each, the graver first. This is the order in which they are said and nothing else: threshold and
 * verdict do not depend on it.
 */
export function gravestFirst<T>(gravest: GravestError, of: Readonly<Record<GravestError, T>>): readonly [T, T] {
  return gravest === 'miss' ? [of.miss, of['false-positive']] : [of['false-positive'], of.miss];
}
