import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { atomicWrite, errorCode } from '../../platform/index.ts';

/** Codes of the systems for "no room": disk, quota, largest file. */
const noRoomCodes: readonly (string | undefined)[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/**
 * Writes a file whole or not at all (see `atomicWrite`). A full disk is an expected failure that names the image it stopped at; any
 * other error of the file system is thrown.
 */
export function storeFile(path: string, bytes: Uint8Array, stage: string, name: string): Result<string> {
  try {
    atomicWrite(path, bytes, { stage });
    return success(path);
  } catch (error) {
    if (!noRoomCodes.includes(errorCode(error))) throw error;
    return failure(
      'disk-full',
      `${name} was not taken: there is no room left for ${path}. The images before it are kept; make room and import again, what is there already is passed over.`,
      { file: name },
    );
  }
}
