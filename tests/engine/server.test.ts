import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { connect } from '../../electron/cli/client/connect.ts';
import { engineProgram } from '../../electron/engine/index.ts';
import { isRunning } from '../../electron/platform/index.ts';
import { pageOrigin } from '../../shared/contract/page.ts';
import { startTestEngine, type TestEngine } from './support/engine.ts';

let engine: TestEngine;
let address: { url: string; token: string; pid: number };
beforeAll(async () => {
  engine = await startTestEngine();
  address = JSON.parse(readFileSync(join(engine.workspace, 'engine.json'), 'utf8'));
});
afterAll(() => engine.end());

async function knock(options: {
  token?: string;
  headers?: Record<string, string>;
  path?: string;
}): Promise<'in' | number> {
  const { token = address.token, headers = {}, path = '/rpc' } = options;
  const socket = new WebSocket(address.url.replace('/rpc', path), ['plugsight', `token.${token}`], { headers });
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.close();
      resolve('in');
    });
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.once('error', () => resolve(0));
  });
}

it.each([
  ['with the token', {}, 'in'],
  ['with a wrong token', { token: 'wrong' }, 403],
  ['as a page of another site', { headers: { Origin: 'https://evil.example' } }, 403],
  ['under a rebound name', { headers: { Host: 'evil.example' } }, 403],
  ['at another path', { path: '/other' }, 403],
] as const)('%s: %s', async (_, options, expected) => {
  expect(await knock(options)).toBe(expected);
});

it('is told where it is only to its own user', () => {
  expect(statSync(join(engine.workspace, 'engine.json')).mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0);
});

it('takes in a second client instead of a second engine', async () => {
  const second = await connect(engine.workspace);
  expect(second.ownEngine).toBe(false);
  expect((await second.client.workspace.info()).folder).toBe(engine.workspace);
  await second.close();
  expect(isRunning(address.pid)).toBe(true);
});

it('stays for a client that came later when the one that started it leaves, and ends with the last', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plugsight-engine-'));
  const first = await connect(join(folder, 'workspace'), { create: true });
  const second = await connect(join(folder, 'workspace'));
  const { pid } = JSON.parse(readFileSync(join(folder, 'workspace', 'engine.json'), 'utf8'));
  await first.close();
  expect((await second.client.workspace.info()).counts.images).toBe(0);
  await second.close();
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), 10_000);
  rmSync(folder, { recursive: true, force: true });
});

it('is shared by commands that start at the same moment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plugsight-engine-'));
  const all = await Promise.all([1, 2, 3].map(() => connect(join(folder, 'workspace'), { create: true })));
  expect(all.map(({ ownEngine }) => ownEngine).sort()).toEqual([false, false, true]);
  for (const { client } of all) expect((await client.workspace.info()).counts.images).toBe(0);
  for (const connection of all) await connection.close();
  rmSync(folder, { recursive: true, force: true });
});

it('refuses a second opener of its workspace in a sentence', async () => {
  const other = spawn(process.execPath, [engineProgram, '--workspace', engine.workspace], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  other.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(other, 'exit');
  expect(code).toBe(1);
  expect(JSON.parse(text)).toMatchObject({ problem: { code: 'workspace-locked' } });
});

it('ends with a killed shell whose page seems to be connected still, but not while a command is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plugsight-engine-'));
  const workspace = join(folder, 'workspace');
  const words = ['--workspace', workspace, '--create', '--with-parent', '--window'];
  const shells = spawn(process.execPath, [engineProgram, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: shells.stdout });
  const { url, token } = JSON.parse((await once(lines, 'line'))[0]);
  const page = new WebSocket(url, ['plugsight', `token.${token}`], { headers: { Origin: pageOrigin } });
  await once(page, 'open');
  const command = await connect(workspace);
  const [parting] = await Promise.all([once(lines, 'line'), once(page, 'close'), shells.stdin.end()]);
  expect(JSON.parse(parting[0])).toEqual({ staying: true });
  expect((await command.client.workspace.info()).folder).toBe(workspace);
  const ended = once(shells, 'exit');
  await command.close();
  expect((await ended)[0]).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

it('refuses what breaks the contract, and goes on', async () => {
  await expect(engine.client.images.list({ limit: -1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect(await engine.client.images.list({})).toEqual({ total: 0, images: [] });
});

it('ends with whoever started it, and leaves no address behind', async () => {
  const own = await startTestEngine();
  const file = join(own.workspace, 'engine.json');
  const { pid } = JSON.parse(readFileSync(file, 'utf8'));
  // What `end` does before it removes the folder: closing the pipe is all that a killed parent does too.
  const { workspace } = own;
  await own.end();
  expect(isRunning(pid)).toBe(false);
  expect(existsSync(workspace)).toBe(false);
});
