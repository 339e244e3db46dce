import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { logMachine } from '../../electron/engine/runs/machine-log.ts';
import { GpuMeter, parseGpuLoad } from '../../electron/platform/gpu-load.ts';
import { machineSampleSchema } from '../../shared/domain/run-progress.ts';

const answer = 'NVIDIA RTX A2000, 37, 1024, 6144\nNVIDIA T4, 1, 2, 16000\n';
const load = { name: 'NVIDIA RTX A2000', loadPercent: 37, memoryPercent: (100 * 1024) / 6144 };
let folder: string;
let count: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-gpu-'));
  count = join(folder, 'asked.txt');
});
afterEach(() => rmSync(count, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program in the place of NVIDIA's: notes each start with its words, then does what `body` says. */
function fake(name: string, body: string): readonly [string, string] {
  const path = join(folder, `${name}.cjs`);
  const note = `require('node:fs').appendFileSync(${JSON.stringify(count)}, process.argv.slice(2).join(' ') + '\\n');`;
  writeFileSync(path, `${note}\n${body}\n`);
  return [process.execPath, path];
}
const starts = () => readFileSync(count, 'utf8').trim().split('\n');
const saying = (text: string) => `process.stdout.write(${JSON.stringify(text)});`;

describe('how busy the graphics card is', () => {
  test('is what NVIDIA’s program says of the first one, each time anew', async () => {
    const meter = new GpuMeter(fake('good', saying(answer)));
    expect(await meter.read()).toEqual(load);
    expect(await meter.read()).toEqual(load);
    expect(starts()).toEqual(
      Array(2).fill('--query-gpu=name,utilization.gpu,memory.used,memory.total --format=csv,noheader,nounits'),
    );
  });

  test('is nothing without the program', async () => {
    const meter = new GpuMeter([join(folder, 'not-there')]);
    expect(await meter.read()).toBeNull();
    expect(await meter.read()).toBeNull();
  });

  test.each([
    ['has no card', saying('No devices were found\n')],
    ['cannot talk to the driver', `${saying('NVIDIA-SMI has failed')} process.exitCode = 9;`],
    ['does not know the load of this card', saying('Tesla, [N/A], 1, 2\n')],
  ])('is nothing where the program %s, which is then not started again', async (_, body) => {
    const meter = new GpuMeter(fake('bad', body));
    expect(await meter.read()).toBeNull();
    expect(await meter.read()).toBeNull();
    expect(starts()).toHaveLength(1);
  });

  test('is asked again after an answer that did not come in time, three times', async () => {
    const meter = new GpuMeter(fake('slow', 'setTimeout(() => undefined, 60000);'), 1200);
    for (let at = 0; at < 5; at++) expect(await meter.read()).toBeNull();
    expect(starts()).toHaveLength(3);
  });
});

test.each(['', 'No devices were found', 'Tesla, [N/A], 1, 2', 'Tesla, 1, 2, 0'])('%j is no answer', (output) => {
  expect(parseGpuLoad(output)).toBeNull();
});

describe.skipIf(process.platform === 'win32')('a run’s machine.jsonl', () => {
  const path = process.env.PATH;
  afterEach(() => {
    process.env.PATH = path;
  });

  async function samples(): Promise<string> {
    const end = logMachine(folder, () => 1.5);
    try {
      await delay(3500);
    } finally {
      end();
    }
    return readFileSync(join(folder, 'machine.jsonl'), 'utf8');
  }

  test('holds the card that a program on the path tells of', async () => {
    const program = join(folder, 'nvidia-smi');
    writeFileSync(program, `#!/bin/sh\nprintf '%s' '${answer}'\n`);
    chmodSync(program, 0o755);
    process.env.PATH = `${folder}${delimiter}${path}`;
    const [line = ''] = (await samples()).split('\n');
    expect(machineSampleSchema.parse(JSON.parse(line))).toMatchObject({ at: 1.5, gpu: load });
  });
});
