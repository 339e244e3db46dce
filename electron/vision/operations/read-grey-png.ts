import sharp from 'sharp';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';

/** A prepared picture of ours: one channel, no profile, nothing to be decided. */
export async function readGreyPng(path: string): Promise<GreyImage> {
  const { data, info } = await sharp(path)
    .toColourspace('b-w')
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, data };
}
