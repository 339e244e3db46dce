import { spawn } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isRunning, temporaryMark } from '../../electron/platform/index.ts';
import { ingestStages, type VisionClient } from '../../electron/vision/index.ts';
import { hashedPicture } from '../support/hashed-picture.ts';
import { bmpFile } from './support/bmp-file.ts';
import { bombPng } from './support/bomb.ts';
import { greyPng } from './support/png-file.ts';
import { filesBelow, temporaryFolder, visionClient, writeImage } from './support/workspace.ts';

const small = hashedPicture(64, 48, 61);
const large = bmpFile(hashedPicture(4000, 3000, 62));

const decode = (client: VisionClient, bytes: Uint8Array, name = 'frame.bmp') =>
  client.call('decode', { source: { kind: 'bytes', bytes, name } });
const ingest = (client: VisionClient, path: string, folder: string) =>
  client.call('ingest', {
    path,
    rawFolder: join(folder, 'raw'),
    preparation: null,
    preparedFolder: join(folder, 'prepared'),
  });
const killedAt = (stage: string): NodeJS.ProcessEnv => ({ ...process.env, PLUGSIGHT_KILL_AT: stage });

describe('when its parent dies', () => {
  test('without a word, the vision host ends by itself', async () => {
    const parent = spawn(process.execPath, [fileURLToPath(new URL('./support/parent.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface({ input: parent.stdout }), 'line');
    const hostId = Number(line);
    expect(isRunning(hostId)).toBe(true);
    parent.kill('SIGKILL');
    while (isRunning(hostId)) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(isRunning(hostId)).toBe(false);
  });
});

describe('when the vision host dies', () => {
  test.each(ingestStages)(
    'at %s, once: the image is ingested by the next host and nothing half-written has a name',
    async (stage) => {
      const folder = temporaryFolder();
      const client = visionClient({ callsPerHost: 1, environment: killedAt(`${stage}:2`) });
      const paths = [1, 2, 3].map((seed) =>
        writeImage(join(folder, 'in'), `${seed}.bmp`, bmpFile(hashedPicture(64, 48, seed))),
      );
      const answers = [];
      for (const path of paths) answers.push(await ingest(client, path, folder));
      expect(answers.map((answer) => answer.ok)).toEqual([true, true, true]);
      for (const [index, answer] of answers.entries()) {
        if (!answer.ok) continue;
        expect(readFileSync(join(folder, 'raw', answer.value.rawPath ?? '')).equals(readFileSync(paths[index]))).toBe(
          true,
        );
      }
      const named = filesBelow(folder).filter((file) => !file.includes(temporaryMark));
      expect(named).toHaveLength(9);
    },
  );

  test('at the same image twice, the image is refused by name and the next one is taken', async () => {
    const folder = temporaryFolder();
    const client = visionClient({ environment: killedAt('ingest-decoded') });
    const answer = await ingest(client, writeImage(folder, 'poison.bmp', bmpFile(small)), folder);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'process-crashed' } });
    expect(answer.ok ? '' : answer.problem.sentence).toMatch(/poison\.bmp.*twice.*SIGKILL/);
    expect((await decode(client, bmpFile(small))).ok).toBe(true);
  });

  test('an image that ends it takes no other image with it', async () => {
    const folder = temporaryFolder();
    const client = visionClient({ callsPerHost: 2, environment: killedAt('ingest-decoded') });
    // Preparing passes no stage that kills, and twelve megapixels of PNG are still being decoded when the other image ends the host.
    const slow = writeImage(folder, 'innocent.png', greyPng(hashedPicture(4000, 3000, 62)));
    const [poison, innocent] = await Promise.all([
      ingest(client, writeImage(folder, 'poison.bmp', bmpFile(small)), folder),
      client.call('prepare', { path: slow, preparation: null, outPath: join(folder, 'out.png') }),
    ]);
    expect(poison).toMatchObject({ ok: false, problem: { code: 'process-crashed' } });
    expect(innocent).toMatchObject({ ok: true });
  });

  test('during a call that is not repeated, the call is answered and the next one works', async () => {
    const client = visionClient();
    await decode(client, bmpFile(small));
    const lost = decode(client, large, 'large.bmp');
    for (const pid of client.processIds) process.kill(pid, 'SIGKILL');
    const answer = await lost;
    expect(answer).toMatchObject({ ok: false, problem: { code: 'process-crashed', file: 'large.bmp' } });
    expect((await decode(client, bmpFile(small))).ok).toBe(true);
  });

  test('again and again, the client gives up, says so and answers at once', async () => {
    const folder = temporaryFolder();
    const client = visionClient({ crashLimit: 3, environment: killedAt('ingest-read') });
    const paths = [1, 2, 3, 4].map((seed) => writeImage(folder, `${seed}.bmp`, bmpFile(small)));
    const answers = await Promise.all(paths.map((path) => ingest(client, path, folder)));
    expect(answers.every((answer) => !answer.ok && answer.problem.code === 'process-crashed')).toBe(true);
    const after = await decode(client, bmpFile(small));
    expect(after.ok ? '' : after.problem.sentence).toMatch(/3 times in a row/);
    expect(client.processIds).toEqual([]);
  });

  test('now and then, with answers between, the client never gives up', async () => {
    const client = visionClient({ crashLimit: 2 });
    for (let round = 0; round < 3; round++) {
      expect((await decode(client, bmpFile(small))).ok).toBe(true);
      const lost = decode(client, large, 'large.bmp');
      for (const pid of client.processIds) process.kill(pid, 'SIGKILL');
      expect((await lost).ok).toBe(false);
    }
    expect((await decode(client, bmpFile(small))).ok).toBe(true);
  });
});

describe('the client', () => {
  test('ends a host that does not answer in time and says what it was at', async () => {
    const client = visionClient();
    const answer = await client.call(
      'decode',
      { source: { kind: 'bytes', bytes: large, name: 'slow.bmp' } },
      { deadlineMs: 1 },
    );
    expect(answer.ok ? '' : answer.problem.sentence).toMatch(/slow\.bmp.*no answer to "decode" within 0\.001 s/);
    expect((await decode(client, bmpFile(small))).ok).toBe(true);
  });

  test('answers busy beyond its queue and works off what it took', async () => {
    const client = visionClient({ callsPerHost: 1, queueLength: 2 });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => decode(client, bmpFile(small))));
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code))).toEqual([
      'ok',
      'ok',
      'ok',
      'busy',
      'busy',
    ]);
  });

  test('takes an aborted call out of the queue', async () => {
    const client = visionClient({ callsPerHost: 1 });
    const first = decode(client, large);
    const controller = new AbortController();
    const second = client.call(
      'decode',
      { source: { kind: 'bytes', bytes: bmpFile(small), name: 'x.bmp' } },
      { signal: controller.signal },
    );
    controller.abort();
    expect(await second).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect((await first).ok).toBe(true);
  });

  test('lets go of a signal when its call is answered', async () => {
    const client = visionClient();
    const { signal } = new AbortController();
    const source = { kind: 'bytes' as const, bytes: bmpFile(small), name: 'x.bmp' };
    await Promise.all([1, 2, 3].map(() => client.call('decode', { source }, { signal })));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('throws for an input that breaks the contract', async () => {
    const client = visionClient();
    await expect(
      async () => await client.call('decode', { source: { kind: 'bytes', bytes: new Uint8Array(1), name: '' } }),
    ).rejects.toThrow();
  });

  test('stops its hosts and answers what is open', async () => {
    const client = visionClient({ hosts: 2 });
    const open = [decode(client, large), decode(client, large)];
    await client.stop();
    expect((await Promise.all(open)).map((answer) => (answer.ok ? 'ok' : answer.problem.code))).toEqual([
      'cancelled',
      'cancelled',
    ]);
    expect(client.processIds).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('a small file of 400 megapixels', () => {
  const residentKilobytes = (pid: number): number =>
    Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

  test('costs the host less than 50 MB at its highest, and another picture meanwhile is answered', async () => {
    const bomb = bombPng();
    expect(bomb.length).toBeLessThan(500_000);
    const client = visionClient();
    const picture = greyPng(small);
    expect((await decode(client, picture, 'a.png')).ok).toBe(true);
    const before = residentKilobytes(client.processIds[0]);
    const [refused, usual] = await Promise.all([decode(client, bomb, 'bomb.png'), decode(client, picture, 'a.png')]);
    expect(refused).toMatchObject({ ok: false, problem: { code: 'image-too-many-pixels' } });
    expect(refused.ok ? '' : refused.problem.sentence).toMatch(/bomb\.png.*20000.*12/);
    expect(usual.ok).toBe(true);
    expect(residentKilobytes(client.processIds[0]) - before).toBeLessThan(50 * 1024);
  });
});
