import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type * as platform from '../../electron/platform/index.ts';
import { storeFile } from '../../electron/vision/store/store-file.ts';
import { filesBelow, temporaryFolder } from './support/workspace.ts';

/** A full disk cannot be had in a test without mounting one: only the moment of the refusal is played, the rest is the real thing. */
const { atomicWrite } = vi.hoisted(() => ({ atomicWrite: vi.fn<typeof platform.atomicWrite>() }));
vi.mock(import('../../electron/platform/index.ts'), async (original) => {
  const real = await original();
  atomicWrite.mockImplementation(real.atomicWrite);
  return { ...real, atomicWrite };
});

describe('storing a file', () => {
  test('makes its folders and leaves nothing beside it', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'ab', 'cd.png');
    expect(storeFile(path, Uint8Array.of(1, 2, 3), 'test', 'frame.bmp')).toEqual({ ok: true, value: path });
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(filesBelow(folder)).toEqual(['ab/cd.png']);
  });

  test('throws what is no lack of room: a file where a folder belongs', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'ab'), 'x');
    expect(() => storeFile(join(folder, 'ab', 'cd.png'), Uint8Array.of(1), 'test', 'frame.bmp')).toThrow();
  });

  test('on a full disk says which image was not taken, and what to do', () => {
    const noRoom = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    atomicWrite.mockImplementationOnce(() => {
      throw noRoom;
    });
    const answer = storeFile(join(temporaryFolder(), 'cd.png'), Uint8Array.of(1), 'test', 'frame.bmp');
    expect(answer).toMatchObject({ ok: false, problem: { code: 'disk-full', file: 'frame.bmp' } });
    expect(answer.ok ? '' : answer.problem.sentence).toMatch(/frame\.bmp.*cd\.png.*make room/);
  });
});
