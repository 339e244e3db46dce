import { describe, expect, test } from 'vitest';
import { placeOfWork, stateOfWork } from '../../renderer/app/step-work.ts';

type Job = Parameters<typeof stateOfWork>[0][number];
const job = (kind: Job['kind'], state: Job['state'], over: Partial<Job> = {}): Job => ({
  kind,
  state,
  activity: '',
  done: 0,
  total: null,
  result: null,
  ...over,
});
const images = { import: { failed: 'the last import failed' }, demo: { runs: 'demo scenes', failed: 'demo failed' } };
const datasets = { freeze: { failed: 'the last freeze failed' } };
const failed = { node: 'failed', words: 'the last import failed' };

describe('what work says of a step', () => {
  test('is how far it is', () => {
    const running = job('import', 'running', { activity: 'importing', done: 1203.4, total: 3214 });
    expect(stateOfWork([running], images)).toEqual({ node: 'running', words: '1,203 of 3,214' });
    expect(stateOfWork([job('demo', 'running', { activity: 'drawing' })], images)).toEqual({
      node: 'running',
      words: 'demo scenes, drawing',
    });
    expect(stateOfWork([running], datasets)).toBeNull();
  });

  test('is the stage of a pipeline too, and only of the step it is at', () => {
    const pipeline = job('pipeline', 'running', { activity: 'import: importing', done: 3, total: 9 });
    expect(stateOfWork([pipeline], images)).toEqual({ node: 'running', words: '3 of 9' });
    expect(stateOfWork([pipeline], datasets)).toBeNull();
    const freezing = { ...pipeline, activity: 'freeze: writing', total: null };
    expect(stateOfWork([freezing], images)).toBeNull();
    expect(stateOfWork([freezing], datasets)).toEqual({ node: 'running', words: 'writing' });
    expect(stateOfWork([{ ...pipeline, activity: 'waiting for its turn' }], images)).toBeNull();
  });

  test('is that the newest failed, until one of its kind succeeds: one that was stopped or is of another kind changes nothing', () => {
    expect(stateOfWork([job('import', 'done'), job('import', 'failed')], images)).toEqual(failed);
    expect(stateOfWork([job('import', 'failed'), job('import', 'stopped'), job('demo', 'done')], images)).toEqual(
      failed,
    );
    expect(stateOfWork([job('import', 'failed'), job('import', 'done')], images)).toBeNull();
    expect(stateOfWork([job('import', 'failed'), job('import', 'running', { activity: 'x' })], images)?.node).toBe(
      'running',
    );
  });

  test('is told by a pipeline: the stage it failed at, and the stages it has behind it', () => {
    const atImport = job('pipeline', 'failed', { activity: 'import: importing' });
    expect(stateOfWork([atImport], images)).toEqual(failed);
    expect(stateOfWork([atImport], datasets)).toBeNull();
    const atTrain = job('pipeline', 'failed', { activity: 'train: epoch 3' });
    expect(stateOfWork([job('freeze', 'failed'), atTrain], datasets)).toBeNull();
    // It may have begun without an import.
    expect(stateOfWork([job('import', 'failed'), atTrain], images)).toEqual(failed);
  });
});

test('work that ended leads to the screen of the stage it was at', () => {
  expect(placeOfWork({ kind: 'pipeline', activity: 'import: importing' })).toBe('images');
  expect(placeOfWork({ kind: 'pipeline', activity: 'evaluate: predicting' })).toBe('validate');
  expect(placeOfWork({ kind: 'pipeline', activity: 'register: begins' })).toBe('train');
  expect(placeOfWork({ kind: 'pre-label', activity: '' })).toBe('label');
});
