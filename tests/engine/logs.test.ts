import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../electron/cli/client/connect.ts';
import { EngineLog } from '../../electron/engine/logs/index.ts';
import { importFrom, refusal, startTestEngine, type TestEngine } from './support/engine.ts';
import { picture } from './support/pictures.ts';

describe('the file', () => {
  let workspace: string;
  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'plugsight-log-'));
  });
  afterEach(() => rmSync(workspace, { recursive: true, force: true }));
  const sentences = (log: EngineLog) => log.entries().map(({ sentence }) => sentence);

  test('stays bounded, and what is kept is the newest', () => {
    const log = new EngineLog(workspace, { bytesPerFile: 2000, files: 3 });
    for (let at = 0; at < 200; at++) log.info('images', `sentence ${at}`);
    const files = readdirSync(join(workspace, 'logs'));
    expect(files.sort()).toEqual(['engine.1.jsonl', 'engine.2.jsonl', 'engine.jsonl']);
    for (const name of files) expect(statSync(join(workspace, 'logs', name)).size).toBeLessThanOrEqual(2000);
    const kept = sentences(log);
    expect(kept.at(-1)).toBe('sentence 199');
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, at) => `sentence ${200 - kept.length + at}`));
  });

  test('a problem that comes again and again is written once a minute, with how often', () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const log = new EngineLog(workspace, { now: () => now });
    for (let at = 0; at < 50; at++) log.problem('sources', 'The share does not answer.');
    log.info('jobs', 'Import: begun.');
    log.info('jobs', 'Import: begun.');
    now += 61_000;
    log.problem('sources', 'The share does not answer.');
    expect(log.entries().map(({ sentence, repeated }) => [sentence, repeated])).toEqual([
      ['The share does not answer.', 0],
      ['Import: begun.', 0],
      ['Import: begun.', 0],
      ['The share does not answer.', 49],
    ]);
  });

  test('a line that a killed engine cut off costs that line alone', () => {
    new EngineLog(workspace).info('images', 'before');
    appendFileSync(join(workspace, 'logs', 'engine.jsonl'), '{"at":"2026-01-01T0');
    const log = new EngineLog(workspace);
    log.info('images', 'after');
    expect(sentences(log)).toEqual(['before', 'after']);
  });

  test('where nothing can be written, the work goes on and the lost lines are counted', () => {
    writeFileSync(join(workspace, 'logs'), 'a file where the folder should be');
    const log = new EngineLog(workspace);
    log.info('images', 'lost');
    expect(log.lost).toBe(1);
    expect(log.entries()).toEqual([]);
  });
});

describe('the engine', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await startTestEngine();
  });
  afterEach(() => engine.end());
  const newest = async (filter: Parameters<TestEngine['client']['logs']['read']>[0] = {}) =>
    (await engine.client.logs.read(filter)).entries.map(({ sentence }) => sentence);

  test('writes down its start, its jobs, what it refused and what was decided; all can be found and taken along', async () => {
    await importFrom(engine, engine.write('frames', { 'a.pgm': picture(1) }));
    const missing = join(engine.folder, 'nowhere');
    await refusal(engine.client, engine.client.sources.import({ folder: missing, author: 'M. Keller' }));
    await expect(engine.client.models.promote({ model: 'plug@7', author: 'M. Keller' })).rejects.toThrow();
    await engine.client.workspace.setClasses({ classes: ['plug'] });

    const all = await newest();
    expect(all.at(-1)).toMatch(/^The engine of Plugsight \S+ began\.$/);
    expect(all).toContain('Import: begun.');
    expect(all.some((sentence) => /^Import: done after [\d.]+ s\.$/.test(sentence))).toBe(true);
    expect(all).toContain('The classes of the workspace were named.');
    const problems = await engine.client.logs.read({ levels: ['problem'] });
    expect(problems.entries.map(({ feature }) => feature)).toEqual(['models', 'sources']);
    expect(problems.entries[0]?.details).toMatchObject({ procedure: 'models.promote', code: 'not-found' });
    expect(problems.entries[1]?.sentence).toContain(missing);
    expect(await newest({ text: 'KELLER classes' })).toEqual([]);
    expect(await newest({ text: 'NAMED classes' })).toEqual(['The classes of the workspace were named.']);
    expect(await newest({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    expect(problems.features).toEqual(expect.arrayContaining(['engine', 'models', 'sources', 'workspace']));

    const taken = await engine.client.logs.export({ levels: ['problem'] });
    const lines = taken.text.trimEnd().split('\n');
    expect(lines).toHaveLength(taken.entries);
    const file = readFileSync(join(engine.workspace, 'logs', 'engine.jsonl'), 'utf8').split('\n');
    for (const line of lines) expect(file).toContain(line);
  });

  test('one that was killed is said by the next', async () => {
    const { pid } = JSON.parse(readFileSync(join(engine.workspace, 'engine.json'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const again = await connect(engine.workspace);
    const { entries } = await again.client.logs.read({ feature: 'engine' });
    expect(entries.map(({ level }) => level)).toEqual(['info', 'problem', 'info']);
    expect(entries[1]?.sentence).toContain('ended without a word');
    await again.close();
    const third = await connect(engine.workspace);
    expect((await third.client.logs.read({ feature: 'engine', levels: ['problem'] })).matched).toBe(1);
    await third.close();
  });
});
