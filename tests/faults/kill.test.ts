import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeReference, type Reference } from './support/reference.ts';
import { allStages, type CommandName, type Stage } from './support/stages.ts';
import { beginTrial, compare, complete, endTrial, kill, lookAt, type Trial } from './support/trial.ts';

// Some sixty programs are started and killed one after the other: minutes on a machine that has other things to do.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const folder = mkdtempSync(join(tmpdir(), 'plugsight-kill-'));
let reference: Reference;
beforeAll(async () => {
  process.env.NODE_COMPILE_CACHE ??= join(folder, 'compiled');
  reference = await makeReference(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

const middle = ({ passages }: Stage) => Math.ceil(passages / 2);
const named = (program: Stage['program'], command: CommandName) =>
  allStages.filter((stage) => stage.program === program && stage.command === command);

describe.each(['init', 'open'] as const)('the engine killed during %s', (command) => {
  test.each(named('engine', command))('at $name loses nothing and opens again', async (stage) => {
    const trial = beginTrial(reference, command);
    expect(await kill(trial, stage, middle(stage))).toEqual({ reached: true, problem: null });
    expect(await lookAt(trial)).toEqual([]);
    expect(await complete(trial)).toEqual([]);
    endTrial(trial);
  });
});

describe.each(['import', 'freeze', 'train', 'register', 'evaluate', 'pipeline'] as const)(
  'the engine killed during %s in every named moment, one after the other',
  (command) => {
    let trial: Trial;
    beforeAll(() => {
      trial = beginTrial(reference, command);
    });
    afterAll(() => endTrial(trial));

    test.each(named('engine', command))(
      'at $name: nothing told is lost, nothing half-written is visible',
      async (stage) => {
        expect(await kill(trial, stage, middle(stage))).toEqual({ reached: true, problem: null });
        expect(await lookAt(trial)).toEqual([]);
      },
    );

    test('and the same command again comes to the same as one that was never interrupted', async () => {
      expect(await complete(trial)).toEqual([]);
    });
  },
);

describe.each(['import', 'show', 'freeze', 'train', 'evaluate'] as const)(
  'the vision host killed during %s',
  (command) => {
    test.each(named('vision', command))('at $name loses nothing', async (stage) => {
      const trial = beginTrial(reference, command);
      const { reached, problem } = await kill(trial, stage, middle(stage));
      expect(reached).toBe(true);
      expect(await lookAt(trial)).toEqual([]);
      // A prediction is not repeated by itself: a live station could not wait for it.
      expect(problem === null).toBe(stage.name !== 'predict-detected');
      expect(await (problem === null ? compare(trial) : complete(trial))).toEqual([]);
      endTrial(trial);
    });
  },
);

describe('the trainer killed under its engine', () => {
  // Every one of its moments is gone through in tests/trainer/program-resume.test.ts, without an engine.
  // The last passage: what the end makes of a kill just before it shows in the weights.
  const some = ['train.batch', 'train.checkpoint-renamed'];
  test.each(named('trainer', 'train').filter(({ name }) => some.includes(name)))(
    'at $name is started again and comes to the same weights',
    async (stage) => {
      const trial = beginTrial(reference, 'train');
      expect(await kill(trial, stage, stage.passages)).toEqual({ reached: true, problem: null });
      expect(await lookAt(trial)).toEqual([]);
      expect(await compare(trial)).toEqual([]);
      endTrial(trial);
    },
  );
});
