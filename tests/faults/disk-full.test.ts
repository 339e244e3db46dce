import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { problemOf } from '../../electron/cli/run.ts';
import type { Problem } from '../../shared/domain/problem.ts';
import { smallDisk } from '../support/breakages/small-disk.ts';
import { nothingAcknowledged, perform } from './support/commands.ts';
import { withEngineApart } from './support/engines.ts';
import { makeReference, type Reference } from './support/reference.ts';
import type { CommandName } from './support/stages.ts';
import { complete, lookAt, type Trial } from './support/trial.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const folder = mkdtempSync(join(tmpdir(), 'plugsight-full-'));
const disk = smallDisk(join(folder, 'disk'), 24 * 1024 * 1024);
if (typeof disk === 'string') {
  console.log(disk);
  rmSync(folder, { recursive: true });
}

describe.skipIf(typeof disk === 'string')('on a full disk', () => {
  if (typeof disk === 'string') return;
  let reference: Reference;
  beforeAll(async () => {
    process.env.NODE_COMPILE_CACHE ??= join(folder, 'compiled');
    reference = await makeReference(folder, 'train');
  });
  afterAll(() => {
    disk.remove();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  const trialOnDisk = (command: CommandName): Trial => {
    disk.makeRoom();
    const workspace = join(disk.folder, 'workspace');
    rmSync(workspace, { recursive: true, force: true });
    cpSync(join(folder, `before-${command}`), workspace, { recursive: true });
    return { reference, command, place: disk.folder, workspace, told: nothingAcknowledged() };
  };

  /** What the command ends with. */
  const problemFrom = async ({ workspace, command, told }: Trial): Promise<Problem | null> => {
    try {
      await withEngineApart(workspace, {}, (client) => perform(command, client, reference.pictures, told, null));
      return null;
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null) throw error;
      return problem;
    }
  };

  // Room for some of the pictures; for none of the dataset's; for the pictures of a training and not for its first checkpoint.
  test.each([
    ['import', 250_000],
    ['freeze', 100_000],
    ['train', 60_000],
    ['train', 1_500_000],
  ] as const)(
    '%s with %i bytes left says so, leaves nothing half-written and goes on after room is made',
    async (command, left) => {
      const trial = trialOnDisk(command);
      disk.leaveFree(left);
      const problem = await problemFrom(trial);
      expect(problem?.code).toBe('disk-full');
      expect(problem?.sentence).toMatch(/The disk is full.*kept.*Free some space/);
      expect(await lookAt(trial)).toEqual([]);
      disk.makeRoom();
      expect(await complete(trial)).toEqual([]);
    },
  );

  test('a workspace without a byte left is opened, or says why it is not; it is whole afterwards', async () => {
    const trial = trialOnDisk('train');
    disk.leaveFree(0);
    const problem = await problemFrom({ ...trial, command: 'open' });
    expect([undefined, 'disk-full']).toContain(problem?.code);
    disk.makeRoom();
    expect(await lookAt(trial)).toEqual([]);
    expect(existsSync(join(trial.workspace, 'engine.json'))).toBe(false);
  });
});
