import { describe, expect, test } from 'vitest';
import { type Facts, type HelperFacts, needsAttention } from '../../renderer/features/overview/attention.ts';
import { nextStep } from '../../renderer/features/overview/next-step.ts';

const still = { added: 0, removed: 0, relabelled: 0 };
const done: Facts = {
  images: 480,
  unlabelled: 0,
  freeBytes: 400e9,
  alarms: [],
  refused: null,
  queues: {},
  dataset: { name: 'plug', version: 1, newer: still },
  runs: [{ id: 'run-0001', state: 'finished', problem: null }],
  jobs: [],
  registeredRuns: ['run-0001'],
  model: { name: 'plug v1', isEvaluated: true, isInProduction: true },
  helper: null,
  gravestError: 'false-positive',
  read: [],
};

test('nothing waits when the loop is closed', () => {
  expect(needsAttention(done)).toEqual([]);
});

test('what failed stands before what is only to be done', () => {
  const problem = { code: 'disk-full' as const, sentence: 'The disk is full. Everything before is kept. Free 200 MB.' };
  const entries = needsAttention({
    ...done,
    unlabelled: 12,
    jobs: [{ id: 'a', kind: 'train', state: 'failed', activity: '', problem }],
    runs: [{ id: 'run-0002', state: 'interrupted', problem: null }],
  });
  expect(entries.map(({ kind }) => kind)).toEqual(['caution', 'caution', 'info']);
  expect(entries[0]).toMatchObject({
    title: 'Training failed',
    detail: 'The disk is full. Everything before is kept.',
  });
  expect(entries[1]?.action).toMatchObject({ screen: 'train', parameters: { run: 'run-0002' } });
});

test('a process alarm stands before everything, then the disk, failures, interrupted runs, refused files, doubtful labels', () => {
  const problem = { code: 'disk-full' as const, sentence: 'The disk is full.' };
  const entries = needsAttention({
    ...done,
    alarms: [{ id: 'station-down', priority: 1, title: 'The station program is down.', advice: 'See the log.' }],
    freeBytes: 1.2e9,
    jobs: [{ id: 'a', kind: 'import', state: 'failed', activity: '', problem }],
    runs: [{ id: 'run-0002', state: 'interrupted', problem: null }],
    refused: {
      importId: 4,
      files: 3,
      at: '24 Nov, 13:40',
      sentence: 'frame.bmp is cut off. It was left out. Copy it.',
    },
    queues: { 'model-extra': 41, 'model-missed': 1, 'low-iou': 2, review: 9 },
    unlabelled: 2,
  });
  expect(entries.map(({ id }) => id)).toEqual([
    'station-down',
    'disk',
    'a',
    'run-0002',
    'import-4',
    'queue-model-extra',
    'queue-model-missed',
    'queue-low-iou',
    'unlabelled',
    'queue-review',
  ]);
  expect(entries.slice(1, 2)[0]?.title).toContain('1.2 GB free');
  expect(entries[4]).toMatchObject({
    title: '3 files refused on import at 24 Nov, 13:40',
    detail: 'frame.bmp is cut off. It was left out.',
  });
  expect(entries[5]?.action).toMatchObject({ parameters: { queue: 'model-extra' } });
  expect(entries[7]?.action).toMatchObject({ screen: 'label', parameters: { queue: 'low-iou' } });
  expect(entries[9]).toMatchObject({
    title: '9 images labelled, waiting for a second person',
    action: { screen: 'label', parameters: { queue: 'review' } },
    staysUntil: 'Put aside',
  });
});

test('where a miss must never happen, what the model missed stands first', () => {
  const queues = { 'model-extra': 41, 'model-missed': 1 };
  const ids = needsAttention({ ...done, queues, gravestError: 'miss' }).map(({ id }) => id);
  expect(ids).toEqual(['queue-model-missed', 'queue-model-extra']);
});

describe('a helper', () => {
  const helper: HelperFacts = { labelled: 20, needed: 20, takes: '3 min', labelsSince: 20, isTrained: false };
  const offered = (changes: Partial<HelperFacts>) =>
    needsAttention({ ...done, unlabelled: 460, helper: { ...helper, ...changes } }).filter(({ id }) => id === 'helper');

  test('is offered from 20 labelled pictures on, with how long it takes', () => {
    expect(offered({ labelled: 19, labelsSince: 19 })).toEqual([]);
    expect(offered({})).toMatchObject([
      { title: '20 images labelled: enough for a helper', action: { words: 'Train a helper, about 3 min' } },
    ]);
    expect(offered({ takes: null })).toMatchObject([{ action: { words: 'Train a helper' } }]);
  });

  test('is offered again when as many labels have come since, not after every label', () => {
    expect(offered({ isTrained: true, labelled: 39, labelsSince: 19 })).toEqual([]);
    expect(offered({ isTrained: true, labelled: 40 })).toMatchObject([
      { action: { words: 'Train the helper again, about 3 min' } },
    ]);
  });
});

test('what failed stays until somebody has read it', () => {
  const problem = { code: 'disk-full' as const, sentence: 'The disk is full.' };
  const facts: Facts = { ...done, jobs: [{ id: 'a', kind: 'import', state: 'failed', activity: '', problem }] };
  expect(needsAttention(facts)).toMatchObject([{ id: 'a', staysUntil: 'Read' }]);
  expect(needsAttention({ ...facts, read: ['a'] })).toEqual([]);
});

test('labels newer than the dataset are counted together', () => {
  const [entry] = needsAttention({
    ...done,
    dataset: { name: 'plug', version: 7, newer: { added: 200, removed: 2, relabelled: 4 } },
  });
  expect(entry?.title).toBe('Dataset plug v7 is older than 206 labels');
});

describe('the next useful step', () => {
  test.each<[string, Partial<Facts>, string]>([
    ['an empty workspace', { images: 0, dataset: null, runs: [], model: null }, 'first-run'],
    ['too few labels', { unlabelled: 470, dataset: null, runs: [], model: null }, 'label'],
    ['few, and all labelled', { images: 12, dataset: null, runs: [], model: null }, 'images'],
    ['labelled, nothing frozen', { dataset: null, runs: [], model: null }, 'datasets'],
    ['frozen, nothing trained', { runs: [], model: null }, 'train'],
    ['trained, not a model', { registeredRuns: [], model: null }, 'train'],
    ['a model nobody measured', { model: { name: 'plug v1', isEvaluated: false, isInProduction: false } }, 'validate'],
    ['labels went on', { dataset: { name: 'plug', version: 1, newer: { ...still, added: 3 } } }, 'datasets'],
    ['the model contradicts labels', { queues: { 'model-extra': 3 } }, 'label'],
    ['measured, not decided', { model: { name: 'plug v1', isEvaluated: true, isInProduction: false } }, 'models'],
    ['all done', {}, 'validate'],
  ])('%s', (_, facts, screen) => {
    expect(nextStep({ ...done, ...facts }).screen).toBe(screen);
  });
});
