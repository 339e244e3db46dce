import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { readBmpHeader } from '../../electron/vision/decode/bmp.ts';
import { readBmpPixels } from '../../electron/vision/decode/bmp-pixels.ts';
import type { GreyImage } from '../../shared/domain/grey-image.ts';
import { pgmBytes } from '../support/pgm.ts';
import { bmpFile } from '../vision/support/bmp-file.ts';
import { pngColour, pngFile } from '../vision/support/png-file.ts';
import { imagesByPath, importFrom, startTestEngine, type TestEngine } from './support/engine.ts';

let engine: TestEngine;
let http: string;
let token: string;
const idOf = new Map<string, string>();

const grey = (seed: number, widthPx = 320, heightPx = 250): GreyImage => ({
  widthPx,
  heightPx,
  data: Uint8Array.from(
    { length: widthPx * heightPx },
    (_, at) => (at * 3 + seed * 17 + Math.floor(at / widthPx)) % 256,
  ),
});
const png = (image: GreyImage, before: { type: string; data: Uint8Array }[] = []) =>
  pngFile({ ...image, bits: 8, colour: pngColour.grey, rows: image.data, before });
const gamma = { type: 'gAMA', data: Uint8Array.from([0, 0, 0xb1, 0x8f]) };
const upside = grey(4);
const files: Record<string, Uint8Array> = {
  'plain.png': png(grey(1)),
  'gamma.png': png(grey(2), [gamma]),
  'plain.bmp': bmpFile(grey(3)),
  'long-header.bmp': bmpFile(grey(5), { headerBytes: 124 }),
  'frame.pgm': pgmBytes(grey(6)),
  'small.pgm': pgmBytes(grey(7, 40, 20)),
};

beforeAll(async () => {
  engine = await startTestEngine();
  const raw = { width: upside.widthPx, height: upside.heightPx, channels: 1 } as const;
  files['turned.jpg'] = await sharp(upside.data, { raw })
    .toColourspace('b-w')
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  files['plain.jpg'] = await sharp(upside.data, { raw }).toColourspace('b-w').jpeg().toBuffer();
  await importFrom(engine, engine.write('raw', files));
  for (const [path, { id }] of await imagesByPath(engine)) idOf.set(path, id);
  const address = JSON.parse(readFileSync(join(engine.workspace, 'engine.json'), 'utf8'));
  http = address.url.replace('ws:', 'http:').replace('/rpc', '');
  token = address.token;
});
afterAll(() => engine.end());

const media = (path: string, what: string) => `${http}/media/images/${idOf.get(path)}/${what}`;
const get = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers: { authorization: `Bearer ${token}`, ...headers } });
const jsonOf = async (answer: Response) => z.record(z.string(), z.string()).parse(await answer.json());
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

it.each([
  ['plain.png', 'image/png'],
  ['plain.bmp', 'image/bmp'],
  ['plain.jpg', 'image/jpeg'],
])('%s is sent as it lies, as %s', async (path, type) => {
  const answer = await get(media(path, 'source'));
  expect(answer.headers.get('content-type')).toBe(type);
  expect(answer.headers.get('cache-control')).toContain('immutable');
  expect(Buffer.from(await bytesOf(answer)).equals(files[path])).toBe(true);
});

it.each([
  ['gamma.png', grey(2)],
  ['long-header.bmp', grey(5)],
  ['frame.pgm', grey(6)],
])(
  '%s is converted without changing a level, since a browser would show it otherwise or not at all',
  async (path, image) => {
    const answer = await get(media(path, 'source'));
    expect(answer.headers.get('content-type')).toBe('image/bmp');
    const bytes = await bytesOf(answer);
    const header = readBmpHeader(bytes, path);
    if (!header.ok) throw new Error(header.problem.sentence);
    expect(readBmpPixels(bytes, header.value, path)).toEqual({ ok: true, value: image });
  },
);

it('a JPEG that its EXIF turns arrives upright', async () => {
  const bytes = await bytesOf(await get(media('turned.jpg', 'source')));
  const header = readBmpHeader(bytes, 'turned.jpg');
  expect(header).toMatchObject({ value: { size: { widthPx: upside.heightPx, heightPx: upside.widthPx } } });
});

it('a thumbnail has 306 px on its longest side, is kept, and is never larger than the picture', async () => {
  const first = await get(media('frame.pgm', 'thumbnail'));
  expect(first.headers.get('content-type')).toBe('image/jpeg');
  const bytes = await bytesOf(first);
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 306, height: 239, channels: 1 });
  const kept = join(engine.workspace, 'images', 'thumbnails', (idOf.get('frame.pgm') ?? '').slice(0, 2));
  expect(readdirSync(kept)).toEqual([`${idOf.get('frame.pgm')}.jpg`]);
  const again = await get(media('frame.pgm', 'thumbnail'), { 'if-none-match': first.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
  const small = await sharp(await bytesOf(await get(media('small.pgm', 'thumbnail')))).metadata();
  expect([small.width, small.height]).toEqual([40, 20]);
});

it('a thumbnail shows the levels of the camera', async () => {
  const { data } = await sharp(await bytesOf(await get(media('small.pgm', 'thumbnail'))))
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { data: original } = grey(7, 40, 20);
  const meanError = original.reduce((sum, level, at) => sum + Math.abs(level - data[at]), 0) / original.length;
  expect(meanError).toBeLessThan(4);
});

it('what the network sees is the prepared picture', async () => {
  const answer = await get(media('small.pgm', 'prepared'));
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  expect((await get(`${media('small.pgm', 'prepared')}?preparation=other`)).status).toBe(404);
});

it('says what is missing, and what to do', async () => {
  const folder = engine.write('elsewhere', { 'gone.pgm': pgmBytes(grey(20)), 'swapped.pgm': pgmBytes(grey(21)) });
  await importFrom(engine, folder, { storage: 'reference' });
  for (const [path, { id }] of await imagesByPath(engine)) idOf.set(path, id);
  rmSync(join(folder, 'gone.pgm'));
  engine.write('elsewhere', { 'swapped.pgm': pgmBytes(grey(22)) });
  for (const what of ['source', 'thumbnail']) {
    const answer = await get(media('gone.pgm', what));
    expect(answer.status).toBe(404);
    expect((await jsonOf(answer)).sentence).toMatch(
      /gone\.pgm cannot be read any more.*label and figures are kept.*Put the file back/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
  // A thumbnail stays for good, so that one of another picture must not be made.
  expect(await jsonOf(await get(media('swapped.pgm', 'thumbnail')))).toMatchObject({ code: 'image-changed' });
  expect((await get(`${http}/media/images/${'0'.repeat(64)}/source`)).status).toBe(404);
  expect((await get(`${http}/media/images/..%2f..%2fengine.json/source`)).status).toBe(404);
});

/** As written: `fetch` would put the address right first. */
function rawStatus(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = plainRequest({ host: '127.0.0.1', port: new URL(http).port, path, headers, method }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject);
    if (headers['content-length'] === undefined) sent.end();
    else sent.flushHeaders();
  });
}

it.each([
  ['without a token', (id: string) => [`/media/images/${id}/source`, {}]],
  ['with a wrong token', (id: string) => [`/media/images/${id}/source?token=wrong`, {}]],
  ['by another spelling of the address', (id: string) => [`/%6dedia/images/${id}/source`, {}]],
  ['by a doubled slash', (id: string) => [`//media/images/${id}/source`, {}]],
  [
    'as a page of another site',
    (id: string) => [`/media/images/${id}/source?token=TOKEN`, { origin: 'https://evil.example' }],
  ],
  ['under a rebound name', (id: string) => [`/media/images/${id}/source?token=TOKEN`, { host: 'evil.example' }]],
] satisfies [string, (id: string) => readonly [string, Record<string, string>]][])(
  'shows no picture %s',
  async (_, knock) => {
    const [path, headers] = knock(idOf.get('plain.png') ?? '');
    expect(await rawStatus(path.replace('TOKEN', token), headers)).not.toBe(200);
  },
);

it('lets a picture in by a token in its address, as an <img> needs it', async () => {
  expect(await rawStatus(`/media/images/${idOf.get('plain.png')}/source?v=3&token=${token}`)).toBe(200);
});

async function upload(query: string, body: Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${http}/upload?${query}`, {
    method: 'POST',
    body: Buffer.from(body),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png', ...headers },
  });
}

it('keeps a dropped file under a name that stays inside its folder', async () => {
  const answer = await upload('name=..%2F..%2Fengine.json', files['plain.png']);
  const { path, folder } = await jsonOf(answer);
  expect(path).toBe(join(folder, 'engine.json'));
  expect(path.startsWith(join(engine.workspace, 'uploads'))).toBe(true);
  expect(readFileSync(path).equals(Buffer.from(files['plain.png']))).toBe(true);
});

it('keeps a dropped folder together, imports it as a copy and removes what was sent', async () => {
  const picture = pgmBytes(grey(30));
  const batch = `drop-${Date.now()}`;
  await upload(`batch=${batch}&name=set%2Fimages%2Fa.pgm`, picture);
  await upload(`batch=${batch}&name=set%2Fclasses.txt`, Buffer.from('plug\n'));
  const { folder } = await jsonOf(
    await upload(`batch=${batch}&name=set%2Flabels%2Fa.txt`, Buffer.from('0 0.5 0.5 0.2 0.2\n')),
  );
  const report = await importFrom(engine, folder, { storage: 'reference' });
  expect(report).toMatchObject({ imported: 1, labelled: { boxes: 1 } });
  expect(readdirSync(join(engine.workspace, 'uploads'))).not.toContain(batch);
  idOf.set('uploaded', (await imagesByPath(engine)).get('set/images/a.pgm')?.id ?? '');
  expect((await get(media('uploaded', 'source'))).status).toBe(200);
});

it('refuses an upload that is too large, has no name, or brings no token', async () => {
  // Said before a byte of it is sent: the answer must not wait for 33 MB.
  const length = { 'content-length': String(33 * 1024 * 1024), authorization: `Bearer ${token}` };
  expect(await rawStatus('/upload?name=a.png', length, 'POST')).toBe(413);
  expect((await upload('', files['plain.png'])).status).toBe(400);
  expect((await upload('name=a.png', files['plain.png'], { authorization: 'Bearer wrong' })).status).toBe(403);
  expect(await rawStatus('/%75pload?name=a.png', {}, 'POST')).not.toBe(200);
});

it('shows a file that is not in the workspace, by its whole path and with the token only', async () => {
  const folder = engine.write('not-imported', { 'frame.pgm': pgmBytes(grey(40)) });
  const path = encodeURIComponent(join(folder, 'frame.pgm'));
  const small = await get(`${http}/media/files/thumbnail?path=${path}`);
  expect(await sharp(await bytesOf(small)).metadata()).toMatchObject({ format: 'jpeg', width: 306 });
  const whole = await get(`${http}/media/files/source?path=${path}`);
  expect([whole.headers.get('content-type'), whole.headers.get('cache-control')]).toEqual([
    'image/bmp',
    'private, no-cache',
  ]);
  expect((await get(`${http}/media/files/source?path=frame.pgm`)).status).toBe(400);
  expect((await get(`${http}/media/files/source?path=${path}.gone`)).status).toBe(404);
  expect(await rawStatus(`/media/files/source?path=${path}`)).toBe(403);
});
