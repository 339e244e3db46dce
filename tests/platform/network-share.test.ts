import { expect, test } from 'vitest';
import { isNetworkShare, isUncPath } from '../../electron/platform/index.ts';

const mounts = [
  '/dev/sda1 / ext4 rw 0 0',
  '//nas/plant /mnt/plant cifs rw 0 0',
  'nas:/x /mnt/with\\040blank nfs4 rw 0 0',
  '/dev/sdb1 /mnt/plant/local ext4 rw 0 0',
].join('\n');

test.skipIf(process.platform === 'win32').each([
  ['/home/engineer/workspace', false],
  ['/mnt/plant', true],
  ['/mnt/plant/line 3/workspace', true],
  ['/mnt/plantation', false],
  ['/mnt/with blank/workspace', true],
  ['/mnt/plant/local/workspace', false],
])('%s is on a network share: %s', (folder, expected) => {
  expect(isNetworkShare(folder, mounts)).toBe(expected);
});

test.each([
  ['\\\\nas\\plant', true],
  ['//nas/plant', true],
  ['C:\\plant', false],
  ['\\\\?\\C:\\very\\long', false],
  ['\\\\.\\pipe\\x', false],
])('%s is a UNC path: %s', (path, expected) => {
  expect(isUncPath(path)).toBe(expected);
});
