import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { picture } from '../engine/support/pictures.ts';

const program = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function plugsight(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr, json: () => JSON.parse(stdout.trim().split('\n').at(-1) ?? '') };
}

it('says what there is when asked nothing, and what was not understood otherwise', () => {
  const help = plugsight();
  expect(help.status).toBe(0);
  for (const name of ['init', 'import', 'dataset freeze', 'train', 'evaluate', 'predict', 'serve', 'pipeline run'])
    expect(help.stdout).toContain(name);
  expect(plugsight('fly')).toMatchObject({ status: 2 });
  expect(plugsight('fly').stderr).toContain('fly');
  expect(plugsight('import', '--colour', 'red')).toMatchObject({ status: 2 });
  expect(plugsight('train', '--help').stdout).toContain('--params');
});

it('works on a workspace from one call to the next; with --json the last line is one object', () => {
  expect(plugsight('init', '-w', 'line1', '--classes', 'plug, hand', '--json').json()).toMatchObject({
    classes: ['plug', 'hand'],
  });
  writeFileSync(join(folder, 'a.pgm'), picture(1));
  const imported = plugsight('import', '.', '-w', 'line1', '--json');
  expect(imported.status).toBe(0);
  expect(imported.json()).toMatchObject({ imported: 1, refused: [] });
  const { stdout } = plugsight('info', '-w', 'line1');
  expect(stdout).toContain('1 image (0 with boxes, 0 confirmed empty, 1 unlabelled)');
});

it('refuses with exit code 1 and the sentence; as JSON for machines', () => {
  const person = plugsight('info', '-w', 'nowhere');
  expect(person).toMatchObject({ status: 1, stdout: '' });
  expect(person.stderr).toContain('plugsight init');
  expect(plugsight('info', '-w', 'nowhere', '--json').json()).toMatchObject({
    ok: false,
    problem: { code: 'workspace-missing' },
  });
  expect(plugsight('train', '-w', 'line1').stderr).toContain('dataset freeze');
  expect(plugsight('dataset', 'freeze', '--shares', 'train=two', '-w', 'line1').stderr).toContain('train=two');
});
