import sharp from 'sharp';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import type { OperationInput, OperationOutput } from '../contract/operations.ts';
import { encodeBmp } from '../store/encode-bmp.ts';
import { storeFile } from '../store/store-file.ts';
import { readSource } from './decode.ts';

const jpegQuality = 80;

export async function writeThumbnail(
  input: OperationInput<'thumbnail'>,
): Promise<Result<OperationOutput<'thumbnail'>>> {
  const { path, displayName: name, expectedSha256, longestSidePx, outPath } = input;
  const decoded = await readSource({ kind: 'path', path, name, expectedSha256 });
  if (!decoded.ok) return decoded;
  const { image, facts } = decoded.value;
  const { data, info } = await greyOf(image)
    .resize({ width: longestSidePx, height: longestSidePx, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: jpegQuality })
    .toBuffer({ resolveWithObject: true });
  const isKept = outPath !== null && storeFile(outPath, data, 'thumbnail', name ?? path).ok;
  const size = { widthPx: info.width, heightPx: info.height };
  return success({ bytes: data, size, sourceSize: facts.size, isKept });
}

export async function bitmapOf(input: OperationInput<'bitmap'>): Promise<Result<OperationOutput<'bitmap'>>> {
  const decoded = await readSource({ kind: 'path', path: input.path, name: input.displayName, expectedSha256: null });
  if (!decoded.ok) return decoded;
  const { image, facts } = decoded.value;
  return success({ bytes: encodeBmp(image), size: facts.size });
}

function greyOf({ widthPx, heightPx, data }: GreyImage) {
  return sharp(data, { raw: { width: widthPx, height: heightPx, channels: 1 } }).toColourspace('b-w');
}
