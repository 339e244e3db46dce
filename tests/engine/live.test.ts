import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type LiveStatus, sentToQueueSchema } from '../../shared/contract/station.ts';
import { channelsFirstTable, tableModelBytes } from '../support/onnx-models.ts';
import { finished, importFrom, startTestEngine, type TestEngine } from './support/engine.ts';
import { picture } from './support/pictures.ts';

let engine: TestEngine;
const asTheyAre = { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] } as const;
const square = (number: number) => picture(number, 32, 32);

beforeAll(async () => {
  engine = await startTestEngine();
  const table = channelsFirstTable(1, 21, [{ anchor: 3, centre: [16, 16], size: [16, 16], scores: [0.9] }]);
  const path = join(engine.folder, 'detector.onnx');
  writeFileSync(path, tableModelBytes({ output: [1, 5, 21], table, metadata: { names: "['plug']" } }));
  await engine.client.models.import({ path, name: 'plug', preparation: asTheyAre });
});
afterAll(() => engine.end());
afterEach(() => engine.client.station.stop());

const start = (source: Parameters<TestEngine['client']['station']['start']>[0]['source'], intervalMs = 100) =>
  engine.client.station.start({ model: 'plug@1', source, intervalMs });

/** The first status that is as it should be. */
async function until(fits: (status: LiveStatus) => boolean, why: string): Promise<LiveStatus> {
  const late = AbortSignal.timeout(20_000);
  let last: LiveStatus | null = null;
  try {
    for await (const status of await engine.client.station.watch(undefined, { signal: late })) {
      last = status;
      if (fits(status)) return status;
    }
  } catch (error) {
    if (!late.aborted) throw error;
  }
  throw new Error(`${why}; the last status: ${JSON.stringify({ ...last, history: last?.history.length })}`);
}

async function stationProcess(): Promise<number> {
  const { entries } = await engine.client.logs.read({ feature: 'station', text: 'The station runs' });
  return Number(entries[0]?.details.process);
}

describe('a replay', () => {
  test('goes through the real station round and round, and counts each picture once', async () => {
    const folder = engine.write('two', { 'a.pgm': square(1), 'b.pgm': square(2), 'notes.txt': 'no picture' });
    const started = await start({ kind: 'folder', folder });
    expect(started).toMatchObject({ state: 'on', frames: 2, model: 'plug@1' });
    const { history, counts } = await until(({ history }) => history.length >= 5, 'five frames are judged');
    expect(history.slice(0, 4).map(({ name }) => name)).toEqual(['a.pgm', 'b.pgm', 'a.pgm', 'b.pgm']);
    expect(counts).toEqual({ PRESENT: 2, ABSENT: 0, UNKNOWN: 0 });
    expect(history[0]).toMatchObject({
      serial: 1,
      verdict: 'PRESENT',
      isAnswered: true,
      size: { widthPx: 32, heightPx: 32 },
      boxes: [{ className: 'plug' }],
    });
    expect(history[0]?.score).toBeCloseTo(0.9, 5);
    expect(history[0]?.timingsMs.total).toBeGreaterThan(0);
  });

  test('of a workspace or folder without pictures is refused, and what ran goes on', async () => {
    const folder = engine.write('one', { 'a.pgm': square(3) });
    await start({ kind: 'folder', folder });
    const empty = engine.write('none', { 'notes.txt': 'no picture' });
    await expect(start({ kind: 'folder', folder: empty })).rejects.toMatchObject({ data: { code: 'nothing-to-do' } });
    await expect(start({ kind: 'watched', folder: join(engine.folder, 'nowhere') })).rejects.toMatchObject({
      data: { code: 'file-unreadable' },
    });
    expect((await engine.client.station.status()).state).toBe('on');
  });

  test('a station that is killed is said, makes every frame UNKNOWN with an alarm, and is started again', async () => {
    const folder = engine.write('killed', { 'a.pgm': square(4), 'b.pgm': square(5) });
    await start({ kind: 'folder', folder });
    await until(({ history }) => history.length >= 2, 'it runs');
    process.kill(await stationProcess(), 'SIGKILL');
    const down = await until(({ history }) => history.at(-1)?.verdict === 'UNKNOWN', 'a frame is UNKNOWN');
    expect(down.history.at(-1)?.isAnswered).toBe(false);
    const said = down.state === 'down' ? down : await until(({ state }) => state === 'down', 'it is down');
    expect(said.trouble).toContain('ended by itself (signal SIGKILL)');
    expect(said.alarms).toMatchObject([{ id: 'station-down', priority: 1, acknowledgedAt: null }]);
    const seen = await engine.client.station.acknowledge({ id: 'station-down' });
    if (seen.state === 'down') expect(seen.alarms[0]?.acknowledgedAt).not.toBeNull();
    const again = await until(({ history, state }) => state === 'on' && history.at(-1)?.verdict === 'PRESENT', 'back');
    expect(again).toMatchObject({ restarts: 1, trouble: null, alarms: [] });
    expect(again.lastCleared?.title).toContain('station program is down');
    const { entries } = await engine.client.logs.read({ feature: 'station', levels: ['problem'] });
    expect(entries.some(({ sentence }) => sentence.startsWith('The station is down'))).toBe(true);
  });

  test('a file that is no picture is UNKNOWN with the station’s own reason, and five of them are an alarm', async () => {
    const files = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`${at}.png`, 'not a picture']));
    await start({ kind: 'folder', folder: engine.write('broken', files) });
    const { history, alarms } = await until(({ alarms }) => alarms.length > 0, 'there is an alarm');
    expect(history.every(({ verdict, isAnswered }) => verdict === 'UNKNOWN' && isAnswered)).toBe(true);
    expect(alarms).toMatchObject([{ id: 'unknown-share', priority: 2 }]);
    expect(alarms[0]?.title).toBe('5 of the last 5 frames UNKNOWN (limit 5).');
    expect(alarms[0]?.advice).toContain(history[0]?.reason);
  });

  // A read that never comes back, as from a share that died: a pipe nobody writes to.
  test.skipIf(process.platform === 'win32')('that stands still is an alarm, until frames come again', async () => {
    const folder = engine.write('stuck', { 'a.pgm': square(4) });
    const file = join(folder, 'a.pgm');
    await start({ kind: 'folder', folder });
    await until(({ history }) => history.length >= 2, 'it runs');
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    renameSync(join(folder, 'pipe'), file);
    try {
      const { alarms } = await until(({ alarms }) => alarms.length > 0, 'there is an alarm');
      expect(alarms).toMatchObject([{ id: 'no-frame', priority: 2, title: 'No new frame for more than 10 s.' }]);
    } finally {
      writeFileSync(file, square(4));
      rmSync(file);
      writeFileSync(file, square(4));
    }
    const again = await until(({ alarms }) => alarms.length === 0, 'it goes on');
    expect(again.lastCleared?.title).toBe('No new frame for more than 10 s.');
  });
});

describe('a watched folder', () => {
  test('gives what is written from now on, whole files only, and survives being away', async () => {
    const folder = engine.write('watched', { 'before.pgm': square(6) });
    await start({ kind: 'watched', folder });
    const whole = square(7);
    writeFileSync(join(folder, 'first.pgm'), whole.slice(0, 20));
    await new Promise((resolve) => setTimeout(resolve, 300));
    writeFileSync(join(folder, 'first.pgm'), whole);
    const { history } = await until(({ history }) => history.length === 1, 'the first frame is judged');
    expect(history[0]).toMatchObject({ name: 'first.pgm', verdict: 'PRESENT' });
    expect(Date.parse(history[0]?.fileAt ?? '')).toBeGreaterThan(Date.now() - 30_000);

    renameSync(folder, `${folder}-away`);
    const away = await until(({ alarms }) => alarms.length > 0, 'the alarm');
    expect(away.alarms).toMatchObject([{ id: 'folder-away', priority: 2 }]);
    expect(away.alarms[0]?.title).toContain('ENOENT');
    renameSync(`${folder}-away`, folder);
    writeFileSync(join(folder, 'second.pgm'), square(8));
    const back = await until(({ history }) => history.length === 2, 'the second frame is judged');
    expect(back.history[1]).toMatchObject({ name: 'second.pgm', verdict: 'PRESENT' });
    await until(({ alarms }) => alarms.length === 0, 'the alarm is cleared');
  });
});

test('frames go to the label queue: new ones as copies, known ones as they are', async () => {
  const frames = { 'known.pgm': square(9), 'deep/new.pgm': square(10), 'new.pgm': square(11) };
  await importFrom(engine, engine.write('known', { 'known.pgm': square(9) }));
  const folder = engine.write('to-queue', frames);
  await start({ kind: 'folder', folder });
  const { history } = await until(({ history }) => history.length >= 3, 'all are judged');
  const sent = await finished(
    engine.client,
    await engine.client.station.sendToQueue({ serials: history.map(({ serial }) => serial), author: 'M. Keller' }),
    sentToQueueSchema,
  );
  expect(sent).toMatchObject({ imported: 2, gone: 0 });
  expect(sent.images).toHaveLength(3);
  const { items } = await engine.client.annotations.openQueue({ queue: 'chosen', author: 'M. Keller' });
  expect(items.map(({ imageId }) => imageId).sort()).toEqual([...sent.images].sort());
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  const gone = await engine.client.station.sendToQueue({ serials: [history[0]!.serial], author: 'M. Keller' });
  await expect(finished(engine.client, gone, sentToQueueSchema)).rejects.toThrow(/files were removed/);
});
