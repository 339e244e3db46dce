import sharp from 'sharp';
import { assertNever } from '../../../shared/domain/assert-never.ts';
import type { DemoFormat } from '../../../shared/domain/demo/scene.ts';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { encodeBmp } from '../store/encode-bmp.ts';

/** The file a camera would have written. PNG at its fastest setting: sensor noise leaves little to compress. */
export async function encodeScene(image: GreyImage, format: DemoFormat): Promise<Uint8Array> {
  const { widthPx, heightPx, data } = image;
  const grey = () => sharp(data, { raw: { width: widthPx, height: heightPx, channels: 1 } }).toColourspace('b-w');
  switch (format) {
    case 'jpeg':
      return await grey().jpeg({ quality: 95 }).toBuffer();
    case 'png':
      return await grey().png({ compressionLevel: 1, adaptiveFiltering: false, palette: false }).toBuffer();
    case 'bmp':
      return encodeBmp(image);
    default:
      return assertNever(format);
  }
}
