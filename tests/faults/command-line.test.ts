import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { withEngineHere } from './support/engines.ts';
import { tinyParams } from './support/pictures.ts';
import { makeReference, type Reference, workspaceBefore } from './support/reference.ts';
import type { CommandName } from './support/stages.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const program = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'plugsight-command-'));
const params = join(folder, 'params.yaml');
let reference: Reference;
beforeAll(async () => {
  process.env.NODE_COMPILE_CACHE ??= join(folder, 'compiled');
  reference = await makeReference(folder, 'register');
  writeFileSync(params, tinyParams);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

/** One command as a person types it; the engine dies at `stage`. */
function typed(workspace: string, words: readonly string[], stage = '') {
  const environment = stage ? { ...process.env, PLUGSIGHT_KILL_AT: stage } : process.env;
  const ended = spawnSync(process.execPath, [program, ...words, '--workspace', workspace], {
    encoding: 'utf8',
    env: environment,
  });
  return { exitCode: ended.status, out: ended.stdout, said: ended.stderr };
}

const ready = (command: CommandName) => workspaceBefore(reference, command, join(folder, `typed-${command}`));

describe('a command whose engine is killed', () => {
  const lost = 'The engine ended while the work was under way. What was finished is kept.';

  test('says in a sentence what happened and what to do, without a stack trace, and goes on when typed again', () => {
    const workspace = ready('import');
    const killed = typed(workspace, ['import', reference.pictures], 'import.row-written:9');
    expect(killed.exitCode).toBe(1);
    expect(killed.said).toContain(lost);
    expect(killed.said).not.toMatch(/\n\s+at /);
    const again = typed(workspace, ['import', reference.pictures, '--json']);
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ filesSeen: 26, alreadyKnown: 9, refused: [] });
  });

  test('says the same as JSON', () => {
    const killed = typed(ready('register'), ['models', 'register', 'run-0001', '--json'], 'model.renamed');
    expect(killed.exitCode).toBe(1);
    expect(JSON.parse(killed.out)).toMatchObject({ ok: false, problem: { code: 'process-crashed' } });
    expect(killed.out).toContain(lost);
  });

  test('that was a training goes on with the same run', async () => {
    const workspace = ready('train');
    const words = ['train', 'square', '--params', params];
    expect(typed(workspace, words, 'train.epoch-heard').exitCode).toBe(1);
    const again = typed(workspace, [...words, '--json']);
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({
      id: 'run-0001',
      state: 'finished',
      notes: expect.arrayContaining(['Goes on with run-0001, which was interrupted.']),
    });
    expect(readdirSync(join(workspace, 'runs'))).toEqual(['run-0001']);
    const [run] = await withEngineHere(workspace, {}, (client) => client.runs.list());
    expect(run).toMatchObject({ id: 'run-0001', folder: join(workspace, 'runs', 'run-0001') });
  });
});
