import { createHash } from 'node:crypto';
import type { Preparation } from '../../shared/domain/preparation.ts';
import { preparationKey } from '../../shared/geometry/preparation-key.ts';

/**
 * Names a preparation in paths and rows: the first 16 hexadecimal digits of the SHA-256 of its canonical text. 16 keep the paths of
 * prepared images under the 260 characters that Windows allows by default.
 */
export function preparationHash(preparation: Preparation): string {
  return createHash('sha256').update(preparationKey(preparation)).digest('hex').slice(0, 16);
}
