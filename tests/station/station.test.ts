import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startStation } from '../../electron/station/index.ts';
import { readVerifiedModel } from '../../electron/station/verified-model.ts';
import { healthAnswerSchema, originalAnswerSchema, verdictAnswerSchema } from '../../shared/contract/inference.ts';
import { brightnessModelBytes, exportedModel, sha256 } from '../support/model-files.ts';
import { flatImage, pgmBytes } from '../support/pgm.ts';
import { picture, postParts, station } from './support/station.ts';

const folder = mkdtempSync(join(tmpdir(), 'plugsight-station-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function stored(bytes: Uint8Array, name = 'model.plugsight'): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** The program's own refusal. */
async function refusal(modelPath: string): Promise<string> {
  const started = await startStation({ modelPath });
  if (!started.ok) return started.problem.sentence;
  await started.value.stop();
  throw new Error('started');
}

/** The refusal of the first thing the program does, without starting it. */
async function unverified(modelPath: string): Promise<string> {
  const model = await readVerifiedModel(modelPath);
  if (model.ok) throw new Error('verified');
  return model.problem.sentence;
}

describe('a station', () => {
  it('answers who it is, describes its API, and ends when told', async () => {
    const served = await station();
    const health = await (await fetch(`${served.address}/healthcheck`)).json();
    expect(healthAnswerSchema.parse(health)).toEqual({
      status: 'up',
      model: { name: 'brightness', version: 3, sha256: sha256(brightnessModelBytes()) },
    });
    await served.stop();
    expect(await served.ended).toBe('exit code 0');
    await expect(fetch(`${served.address}/healthcheck`)).rejects.toThrow();
  });

  it('gives an OpenAPI 3.1 document whose schemas name every field that is answered', async () => {
    const served = await station();
    const document = JSON.parse(await (await fetch(`${served.address}/openapi.json`)).text());
    const bright = picture(pgmBytes(flatImage(32, 32, 200)));
    const verdict = await postParts(served.address, bright);
    const original = await postParts(served.address, bright, '?answer=original');
    await served.stop();
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Plugsight station', version: expect.stringMatching(/^\d/) },
    });
    expect(Object.keys(document.paths)).toEqual(['/healthcheck', '/predict/image', '/openapi.json']);
    const field = document.paths['/predict/image'].post.requestBody.content['multipart/form-data'].schema;
    expect(field.required).toEqual(['file']);
    const { VerdictAnswer, OriginalAnswer } = document.components.schemas;
    expect(VerdictAnswer.required.sort()).toEqual(Object.keys(verdictAnswerSchema.parse(verdict.body)).sort());
    expect(OriginalAnswer.required.sort()).toEqual(Object.keys(originalAnswerSchema.parse(original.body)).sort());
    for (const reference of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
      expect(Object.keys(document.components.schemas)).toContain(reference[1].replace('#/components/schemas/', ''));
    }
  });

  it('answers in the form of the first implementation by default when started so', async () => {
    const served = await station({ answer: 'original' });
    const bright = picture(pgmBytes(flatImage(32, 32, 200)));
    expect(Object.keys((await postParts(served.address, bright)).body)).toEqual([
      'x_center',
      'y_center',
      'width',
      'height',
      'confidence',
    ]);
    expect((await postParts(served.address, bright, '?answer=verdict')).body).toMatchObject({ verdict: 'PRESENT' });
    await served.stop();
  });

  it.skipIf(process.platform !== 'linux')('goes on after its image program was killed', async () => {
    const served = await station();
    const bright = picture(pgmBytes(flatImage(32, 32, 200)));
    expect(await postParts(served.address, bright)).toMatchObject({ status: 200 });
    const children = childrenOf(served.pid);
    expect(children.length).toBe(1);
    for (const pid of children) process.kill(pid, 'SIGKILL');
    let answer = await postParts(served.address, bright);
    if (answer.status === 503) {
      expect(answer.retryAfter).toBe('1');
      answer = await postParts(served.address, bright);
    }
    expect(answer).toMatchObject({ status: 200, body: { verdict: 'PRESENT' } });
    await served.stop();
  });

  it('listens on this machine only', async () => {
    const served = await station();
    const port = new URL(served.address).port;
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address, family, internal } of others) {
      if (internal || family !== 'IPv4') continue;
      await expect(fetch(`http://${address}:${port}/healthcheck`)).rejects.toThrow();
    }
    await served.stop();
  });
});

describe('a station does not start', () => {
  it('from a model file with one byte changed', async () => {
    const bytes = exportedModel();
    bytes[bytes.length - 400] ^= 4;
    expect(await refusal(stored(bytes))).toContain('The model file');
  });

  it('from a network alone, however it is called', async () => {
    expect(await unverified(stored(brightnessModelBytes()))).toContain('not a whole model file');
    expect(await unverified(stored(brightnessModelBytes(), 'model.onnx'))).toContain('not a whole model file');
  });

  it('from nothing', async () => {
    expect(await unverified(join(folder, 'missing.plugsight'))).toContain('cannot be read (ENOENT)');
  });

  it('from a whole file whose network does not run', async () => {
    const noNetwork = new TextEncoder().encode('not a network');
    expect(await refusal(stored(exportedModel({}, noNetwork)))).toContain('not an ONNX model');
  });

  it('from a whole file whose card says another output than the network gives', async () => {
    const network = brightnessModelBytes();
    expect(await refusal(stored(exportedModel({ classes: ['plug', 'hand'] }, network)))).toContain(
      '[1, 5, 21] instead of [1, 6, 21]',
    );
  });

  it('on a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const modelPath = stored(exportedModel());
    const started = await startStation({ modelPath, port });
    other.close();
    expect(started.ok ? null : started.problem.sentence).toContain(`port ${port}: another program listens there`);
  });
});

/** Asked of /proc, so on Linux only. */
function childrenOf(parent: number | undefined): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
}
