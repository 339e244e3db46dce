import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EngineSupervisor, pauseBeforeStart } from '../../electron/supervision/index.ts';

let folder: string;
let supervisor: EngineSupervisor;
const file = (name: string) => join(folder, name);

/** A program that does what the file `orders` beside it says: end at once, refuse, or answer and stay. */
const program = `
const { appendFileSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
appendFileSync(join(__dirname, 'starts'), process.env.PLUGSIGHT_ENGINE_TOKEN + ' ' + process.argv.join(' ') + '\\n');
const order = readFileSync(join(__dirname, 'orders'), 'utf8');
if (order === 'end') process.exit(3);
if (order === 'refuse') {
  console.log(JSON.stringify({ problem: { code: 'workspace-locked', sentence: 'Somebody has it.' } }));
  process.exit(1);
}
console.log(JSON.stringify({ ready: true, url: 'ws://127.0.0.1:9/rpc', token: 't', pageAddress: null }));
process.stdin.on('end', () => process.exit(0)).resume();
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-supervisor-'));
  writeFileSync(file('engine.cjs'), program);
  supervisor = new EngineSupervisor(
    {
      node: process.execPath,
      program: file('engine.cjs'),
      workspace: file('workspace'),
      create: true,
      page: null,
      log: file('engine.log'),
    },
    (failures) => (pauseBeforeStart(failures) === null ? null : 0),
  );
});
afterEach(async () => {
  await supervisor.part('idle');
  rmSync(folder, { recursive: true, force: true });
});

const order = (what: 'end' | 'refuse' | 'stay') => writeFileSync(file('orders'), what);
const starts = () => readFileSync(file('starts'), 'utf8').trim().split('\n');

test('an engine that ends again and again is given up, with where its words are; a person may have it tried again', async () => {
  order('end');
  const kinds: string[] = [];
  for (let asked = 0; asked < 8; asked++) kinds.push((await supervisor.engine()).kind);
  expect(kinds).toEqual([...Array(6).fill('ended'), 'given-up', 'given-up']);
  expect(await supervisor.engine()).toMatchObject({ trouble: expect.stringContaining(file('engine.log')) });
  expect(starts()).toHaveLength(6);
  order('stay');
  expect((await supervisor.engine()).kind).toBe('given-up');
  supervisor.again();
  expect(await supervisor.engine()).toMatchObject({ kind: 'ready', url: 'ws://127.0.0.1:9/rpc' });
  expect(starts()).toHaveLength(7);
});

test('one that ended is started again under the same address and token', async () => {
  order('end');
  await supervisor.engine();
  order('stay');
  expect((await supervisor.engine()).kind).toBe('ready');
  const [first, second] = starts();
  expect(second).toBe(first);
  expect(first).toMatch(/ --port \d+ --create$/);
});

test('one that says why it does not open the workspace says so each time it is asked, and is never given up for it', async () => {
  order('refuse');
  for (let asked = 0; asked < 8; asked++) {
    expect(await supervisor.engine()).toEqual({ kind: 'refused', trouble: 'Somebody has it.' });
  }
  order('stay');
  expect((await supervisor.engine()).kind).toBe('ready');
});
