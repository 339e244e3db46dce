import sharp, { type OutputInfo } from 'sharp';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { Result } from '../../../shared/domain/problem.ts';
import { type ChannelLayout, greyFromChannels } from './grey-from-channels.ts';
import type { ImageHeader } from './image-header.ts';
import { maximumPixels } from './limits.ts';
import { corrupt, incomplete } from './refusal.ts';

// One image a time and host, each read once: libvips' cache of operations would only hold memory.
sharp.cache(false);
sharp.concurrency(1);

const layouts: readonly ChannelLayout[] = ['grey', 'grey-alpha', 'rgb', 'rgb-alpha'];

/**
 * Samples as the file holds them, through sharp (PNG, JPEG, TIFF): no resizing, no turning, and no colour profile applied, since the
 * sensor's numbers count and a profile would shift them.
 */
export async function readSharpPixels(
  bytes: Uint8Array,
  header: ImageHeader,
  name: string,
): Promise<Result<GreyImage>> {
  const decoded = await decode(bytes, header, name);
  if (!decoded.ok) return decoded;
  const { data, info } = decoded.value;
  const layout = layouts[info.channels - 1];
  if (info.width !== header.size.widthPx || info.height !== header.size.heightPx || layout === undefined) {
    return corrupt(
      name,
      `its header says ${header.size.widthPx}x${header.size.heightPx}, its pixels ${info.width}x${info.height} with ${info.channels} channels`,
    );
  }
  // A plain Uint8Array over the same memory: a Buffer's `slice` does not copy, and nothing behind this line should have to know.
  const samples = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return greyFromChannels(samples, header.size, layout, name);
}

async function decode(
  bytes: Uint8Array,
  { plainGrey }: ImageHeader,
  name: string,
): Promise<Result<{ readonly data: Uint8Array; readonly info: OutputInfo }>> {
  try {
    const image = sharp(bytes, { failOn: 'warning', ignoreIcc: true, limitInputPixels: maximumPixels });
    // Told that grey is grey, sharp leaves out its way through sRGB and back: a third of the time, and the same samples.
    const samples = plainGrey ? image.toColourspace('b-w') : image;
    return { ok: true, value: await samples.raw().toBuffer({ resolveWithObject: true }) };
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return /premature|truncat|not enough|end of (file|data)|eof/i.test(said)
      ? incomplete(name, said)
      : corrupt(name, said);
  }
}
