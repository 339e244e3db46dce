import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Result } from '../../../shared/domain/problem.ts';
import { errorCode, sha256 } from '../../platform/index.ts';
import { emptyFile, tooLarge } from '../decode/decode-image.ts';
import { maximumFileBytes } from '../decode/limits.ts';
import { incomplete, refusal } from '../decode/refusal.ts';

export type ImageFile = { readonly bytes: Uint8Array; readonly name: string; readonly modifiedAtMs: number };

/**
 * Reads an image file once, whole. Size is asked of the open file before anything is read. With `expectedSha256`, a file that was
 * exchanged since its hash was taken is refused: labels and figures belong to the picture that was there then.
 */
export async function readImageFile(
  path: string,
  displayName: string | null,
  expectedSha256: string | null = null,
): Promise<Result<ImageFile>> {
  const name = displayName ?? basename(path);
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const stat = await file.stat();
    if (!stat.isFile()) return refusal('file-unreadable', name, 'is not a file.');
    if (stat.size === 0) return emptyFile(name);
    if (stat.size > maximumFileBytes) return tooLarge(name, stat.size);
    const bytes = Buffer.allocUnsafeSlow(stat.size);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
      if (bytesRead === 0)
        return incomplete(name, `it became shorter while it was read (${length} of ${stat.size} bytes)`);
      length += bytesRead;
    }
    if (expectedSha256 !== null && sha256(bytes) !== expectedSha256) return exchanged(name);
    return { ok: true, value: { bytes, name, modifiedAtMs: stat.mtimeMs } };
  } catch (error) {
    return refusal(
      'file-unreadable',
      name,
      `cannot be read (${errorCode(error) ?? String(error)}). Check that it is there and that you may read it.`,
    );
  } finally {
    await file?.close();
  }
}

function exchanged(name: string): Result<ImageFile> {
  return refusal(
    'image-changed',
    name,
    'was changed after it was imported (its SHA-256 is another). It was not used. Put the original file back, or import the folder again and freeze a new dataset version.',
  );
}
