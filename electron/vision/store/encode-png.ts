import sharp from 'sharp';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';

/** An 8-bit grey PNG with fixed settings and without any metadata: the same pixels give the same bytes. */
export async function encodePng(image: GreyImage): Promise<Uint8Array> {
  const { widthPx, heightPx, data } = image;
  return await sharp(data, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 3, adaptiveFiltering: false, palette: false })
    .toBuffer();
}
