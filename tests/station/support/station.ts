import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StationOptions, type StationProcess, startStation } from '../../../electron/station/index.ts';
import { exportedModel } from '../../support/model-files.ts';

/** A station with a model file of its own, in a folder that goes with it. */
export async function station(
  options: Partial<StationOptions> = {},
  bytes: Uint8Array = exportedModel(),
): Promise<StationProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'plugsight-station-'));
  const modelPath = join(folder, 'model.plugsight');
  writeFileSync(modelPath, bytes);
  const started = await startStation({ modelPath, threads: 1, ...options });
  if (!started.ok) throw new Error(started.problem.sentence);
  const stop = async () => {
    await started.value.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...started.value, stop };
}

export type Part = {
  readonly disposition: string;
  readonly headers?: readonly string[];
  readonly body: Uint8Array | string;
};

export function multipart(parts: readonly Part[], boundary = 'a-boundary'): Uint8Array {
  const text = (value: string) => Buffer.from(value);
  const chunks = parts.flatMap(({ disposition, headers = [], body }) => [
    text(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`),
    text(headers.map((header) => `${header}\r\n`).join('')),
    text('\r\n'),
    typeof body === 'string' ? text(body) : body,
    text('\r\n'),
  ]);
  return Buffer.concat([...chunks, text(`--${boundary}--\r\n`)]);
}

export type Answer = {
  readonly status: number;
  readonly type: string | null;
  readonly retryAfter: string | null;
  readonly body: Record<string, unknown>;
};

export async function postParts(address: string, parts: readonly Part[], query = ''): Promise<Answer> {
  return await post(address, multipart(parts), 'multipart/form-data; boundary=a-boundary', query);
}

export async function post(address: string, body: Uint8Array, type: string, query = ''): Promise<Answer> {
  const response = await fetch(`${address}/predict/image${query}`, {
    method: 'POST',
    body,
    headers: { 'content-type': type },
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    retryAfter: response.headers.get('retry-after'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** A picture in the field `file`. */
export function picture(body: Uint8Array, name = 'frame.pgm'): Part[] {
  return [{ disposition: `name="file"; filename="${name}"`, headers: ['Content-Type: image/png'], body }];
}

/** Sends bytes as they are and returns all that comes back before the connection closes. */
export function raw(address: string, bytes: Uint8Array | string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.write(bytes);
  });
}

/** A request of which a part has been sent; `finish` sends the rest and resolves with all that comes back. */
export async function slowRequest(
  address: string,
  head: string,
  begun: Uint8Array,
): Promise<{ readonly finish: (rest: Uint8Array) => Promise<string> }> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
  });
  await once(socket, 'connect');
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  // One that is refused before its end is closed by the station; what was answered is looked at, not how the connection went.
  socket.on('error', () => undefined);
  socket.write(head);
  socket.write(begun);
  return {
    finish: async (rest) => {
      if (socket.writable) socket.write(rest);
      await closed;
      return answer;
    },
  };
}
