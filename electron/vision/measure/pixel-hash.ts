import { createHash } from 'node:crypto';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';

/** SHA-256 over size and grey levels: equal for the same upright picture, whatever file format it came in. */
export function pixelSha256(image: GreyImage): string {
  return createHash('sha256').update(`${image.widthPx}x${image.heightPx}\n`).update(image.data).digest('hex');
}
