import sharp from 'sharp';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { failure, ProblemError } from '../../../shared/domain/problem.ts';
import type { Size } from '../../../shared/domain/size.ts';

/** Decodes a prepared picture (8-bit grey PNG written by the vision host). Throws a `ProblemError` naming the file. */
export async function decodePrepared(path: string, expected: Size): Promise<GreyImage> {
  const { data, info } = await sharp(path)
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      const sentence = `The prepared picture cannot be read (${cause instanceof Error ? cause.message : cause}). Training stopped, its checkpoints are kept; prepare the picture again and resume.`;
      throw new ProblemError(failure('file-unreadable', sentence, { file: path }).problem, { cause });
    });
  if (info.channels !== 1 || info.width !== expected.widthPx || info.height !== expected.heightPx) {
    const found = `${info.width}x${info.height} with ${info.channels} channel(s)`;
    const sentence = `The prepared picture is ${found}, expected ${expected.widthPx}x${expected.heightPx} grey. Training stopped, its checkpoints are kept; prepare the picture again and resume.`;
    throw new ProblemError(failure('invalid-input', sentence, { file: path }).problem);
  }
  return { widthPx: info.width, heightPx: info.height, data: new Uint8Array(data) };
}
