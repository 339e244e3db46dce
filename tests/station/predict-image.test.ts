import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StationProcess } from '../../electron/station/index.ts';
import { flatImage, pgmBytes } from '../support/pgm.ts';
import { bombPng } from '../vision/support/bomb.ts';
import { multipart, picture, post, postParts, raw, slowRequest, station } from './support/station.ts';

let served: StationProcess;
beforeAll(async () => {
  served = await station();
});
afterAll(() => served.stop());

const bright = pgmBytes(flatImage(320, 160, 204));
const dark = pgmBytes(flatImage(320, 160, 51));

describe('a picture sent to the station', () => {
  it('is answered with the verdict and everything it rests on', async () => {
    const { status, body } = await postParts(served.address, picture(bright));
    expect(status).toBe(200);
    expect(body).toEqual({
      verdict: 'PRESENT',
      reason: null,
      score: expect.closeTo(0.8, 5),
      threshold: 0.5,
      boxes: [
        {
          class: 'plug',
          confidence: expect.closeTo(0.8, 5),
          x_min_px: 110,
          y_min_px: 45,
          x_max_px: 210,
          y_max_px: 115,
        },
      ],
      image: { width_px: 320, height_px: 160 },
      model: { name: 'brightness', version: 3, sha256: served.model.sha256 },
      timings_ms: {
        wait: expect.any(Number),
        decode: expect.any(Number),
        prepare: expect.any(Number),
        network: expect.any(Number),
        post: expect.any(Number),
        total: expect.any(Number),
      },
    });
  });

  it('shows its score also when it is not above the threshold', async () => {
    const { body } = await postParts(served.address, picture(dark));
    expect(body).toMatchObject({
      verdict: 'ABSENT',
      reason: 'score not above the threshold',
      score: expect.closeTo(0.2, 5),
      boxes: [],
    });
  });

  it('is answered in the form of the first implementation when asked to', async () => {
    const { status, body } = await postParts(served.address, picture(bright), '?answer=original');
    expect(status).toBe(200);
    // Corners 110, 45, 210, 115 of 320x160 in a picture of 306x256.
    expect(body).toEqual({ x_center: 105.19, y_center: 72, width: 200.81, height: 184, confidence: 0.8 });
  });

  it('finds above 0.25 in that form, whatever the threshold of the model, and answers zeros otherwise', async () => {
    const above = await postParts(served.address, picture(pgmBytes(flatImage(32, 32, 64))), '?answer=original');
    expect(above.body).toMatchObject({ confidence: 0.25, x_center: 105.19 });
    const below = await postParts(served.address, picture(pgmBytes(flatImage(32, 32, 63))), '?answer=original');
    expect(below.body).toEqual({ x_center: 0, y_center: 0, width: 0, height: 0, confidence: 0 });
  });

  it('may be the whole body of the request', async () => {
    for (const type of ['image/png', 'image/jpeg', 'application/octet-stream']) {
      expect(await post(served.address, bright, type)).toMatchObject({ status: 200, body: { verdict: 'PRESENT' } });
    }
  });

  it('is known by its first bytes, not by its name or the declared type', async () => {
    const jpeg = await sharp(Buffer.alloc(64 * 48, 200), { raw: { width: 64, height: 48, channels: 1 } })
      .jpeg()
      .toBuffer();
    const file = (disposition: string, headers: string[]) => [
      { disposition: `name="file"; ${disposition}`, headers, body: jpeg },
    ];
    const requests = [
      file('filename="FRAME.JPG"', ['Content-Type: image/jpeg']),
      file('filename="frame.jpg"', ['Content-Type: application/octet-stream']),
      file('filename="frame.jpg"', []),
      file('filename="frame.png"', ['Content-Type: image/png']),
      file('filename="Prüfstück_栓.jpg"', ['Content-Type: text/plain']),
      file(`filename*=UTF-8''Pr%C3%BCf.jpg`, []),
    ];
    const answers = await Promise.all(requests.map((parts) => postParts(served.address, parts)));
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect({ ...body, timings_ms: null }).toEqual({ ...answers[0].body, timings_ms: null });
    }
  });

  it('is looked at one after the other for eight clients at once, each answered for its own picture', async () => {
    const levels = Array.from({ length: 32 }, (_, index) => 80 + index);
    const client = async (own: number[]) => {
      const scores: unknown[] = [];
      for (const level of own)
        scores.push((await postParts(served.address, picture(pgmBytes(flatImage(32, 32, level))))).body.score);
      return scores;
    };
    const clients = Array.from({ length: 8 }, (_, index) => levels.filter((level) => level % 8 === index));
    const answers = await Promise.all(clients.map(client));
    for (const [index, own] of clients.entries()) {
      expect(answers[index]).toEqual(own.map((level) => expect.closeTo(level / 255, 5)));
    }
  });
});

describe('a request without a usable picture', () => {
  const file = 'name="file"; filename="a.png"';
  it.each([
    ['no parts', [], [400], ['file']],
    ['another field', [{ disposition: 'name="image"; filename="a.png"', body: bright }], [400], ['"file"', '"image"']],
    ['the path as text', [{ disposition: 'name="file"', body: 'C:\\frames\\a.png' }], [400], ['file', 'path']],
    ['an empty file', [{ disposition: file, body: '' }], [400], ['a.png', 'empty']],
    [
      'a web page',
      [{ disposition: file, headers: ['Content-Type: image/png'], body: '<!doctype html><p>Login</p>' }],
      [415],
      ['a.png', 'web page'],
    ],
    ['two pictures', [...picture(bright), ...picture(dark)], [400], ['twice']],
    ['a torn picture', picture(bright.subarray(0, 2000), 'torn.pgm'), [422], ['torn.pgm']],
    ['a colour picture', picture(new TextEncoder().encode('P6\n1 1\n255\n\x01\x02\x03'), 'c.ppm'), [415], ['c.ppm']],
  ])('is refused with problem+json: %s', async (_, parts, statuses, mentions) => {
    for (const query of ['', '?answer=original']) {
      const { status, type, body } = await postParts(served.address, parts, query);
      expect(statuses).toContain(status);
      expect(type).toBe('application/problem+json');
      expect(body).toEqual({
        type: 'about:blank',
        title: expect.any(String),
        status,
        detail: expect.any(String),
        code: expect.any(String),
      });
      for (const mention of mentions) expect(body.detail).toContain(mention);
    }
  });

  it.each([
    ['a body of another type', 'text/plain', 415],
    ['an empty body', 'image/png', 400],
    ['multipart without a boundary', 'multipart/form-data', 400],
  ])('is refused: %s', async (_, contentType, expected) => {
    const { status, type } = await post(served.address, new Uint8Array(), contentType);
    expect(status).toBe(expected);
    expect(type).toBe('application/problem+json');
  });

  it('is refused: a form of answer that does not exist', async () => {
    expect(await postParts(served.address, picture(bright), '?answer=yes')).toMatchObject({
      status: 400,
      body: { code: 'invalid-input' },
    });
  });

  it('is refused before it is decoded: 400 million pixels in a small file, while an ordinary picture is answered', async () => {
    const bomb = bombPng();
    const [refused, asBody, ordinary] = await Promise.all([
      postParts(served.address, picture(bomb, 'bomb.png')),
      post(served.address, bomb, 'image/png'),
      postParts(served.address, picture(bright)),
    ]);
    expect(refused).toMatchObject({ status: 413, type: 'application/problem+json' });
    expect(refused.body.detail).toContain('20000x20000');
    expect(asBody.status).toBe(413);
    expect(ordinary).toMatchObject({ status: 200, body: { verdict: 'PRESENT' } });
  });

  it('is refused: more than 32 MB, as field and as body', async () => {
    const huge = new Uint8Array(33 * 1024 * 1024);
    expect(await postParts(served.address, picture(huge))).toMatchObject({
      status: 413,
      body: { code: 'file-too-large' },
    });
    const head = `POST /predict/image HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: ${huge.length}\r\nConnection: close\r\n\r\n`;
    expect(await raw(served.address, head)).toMatch(/^HTTP\/1\.1 413 [\s\S]*application\/problem\+json[\s\S]*32 MB/);
  });

  it('is refused: multipart that ends in the middle, and the station goes on', async () => {
    const body = multipart(picture(bright)).subarray(0, 3000);
    const { status, type } = await post(served.address, body, 'multipart/form-data; boundary=a-boundary');
    expect(status).toBe(400);
    expect(type).toBe('application/problem+json');
    expect(await postParts(served.address, picture(bright))).toMatchObject({ status: 200 });
  });

  it('is refused with a time to come again, unread, while 24 others are still being sent', async () => {
    const whole = multipart(picture(bright));
    const head = `POST /predict/image HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=a-boundary\r\nContent-Length: ${whole.length}\r\nConnection: close\r\n\r\n`;
    const sendSlowly = () => slowRequest(served.address, head, whole.subarray(0, 1000));
    const slow = await Promise.all(Array.from({ length: 24 }, sendSlowly));
    const deadline = Date.now() + 20_000;
    let refused = await postParts(served.address, picture(bright));
    // Let in before all of the others had arrived, it may have taken the place of one: another one fills that.
    while (refused.status !== 503 && Date.now() < deadline) {
      slow.push(await sendSlowly());
      refused = await postParts(served.address, picture(bright));
    }
    expect(refused).toMatchObject({
      status: 503,
      retryAfter: '1',
      type: 'application/problem+json',
      body: { code: 'busy' },
    });
    expect((await fetch(`${served.address}/healthcheck`)).status).toBe(200);
    const answers = await Promise.all(slow.map((request) => request.finish(whole.subarray(1000))));
    // Those that find a place to wait are answered, the others told to come again; none is left without an answer.
    const statuses = answers.map((answer) => answer.slice(9, 12));
    for (const status of statuses) expect(['200', '503']).toContain(status);
    expect(statuses).toContain('200');
    expect(await postParts(served.address, picture(bright))).toMatchObject({ status: 200 });
  });

  it('is refused: another path or method', async () => {
    const response = await fetch(`${served.address}/predict/video`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect((await fetch(`${served.address}/predict/image`)).status).toBe(404);
  });
});
