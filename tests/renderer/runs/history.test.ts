import { describe, expect, test } from 'vitest';
import { differingKeys, historyRows, sorted } from '../../../renderer/features/runs/history/table-rows.ts';
import { datasetChoice } from '../../../renderer/features/runs/params/dataset-choice.ts';
import {
  augmentRows,
  imageSizeRow,
  learningRateRow,
  type NumberRow,
  sliderEnds,
  sliderPlace,
  sliderValue,
  trainRows,
} from '../../../renderer/features/runs/params/fields.ts';
import { fieldValue, readField } from '../../../renderer/features/runs/params/read-field.ts';
import { waitingOf } from '../../../renderer/features/runs/waiting-runs.tsx';
import { duration, endsAbout } from '../../../renderer/features/runs/words.ts';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { JobSnapshot } from '../../../shared/contract/jobs.ts';
import type { RunRecord } from '../../../shared/contract/runs.ts';
import { flatParams, parseParams } from '../../../shared/formats/params.ts';

function record(id: string, paramsText: string, changes: Partial<RunRecord['run']> = {}): RunRecord {
  const params = parseParams(paramsText);
  if (!params.ok) throw new Error(params.problem.sentence);
  return {
    run: {
      id,
      dataset: 'plug',
      datasetVersion: 1,
      datasetHash: 'h',
      state: 'finished',
      startedAt: id,
      finishedAt: null,
      folder: '',
      epochs: null,
      bestEpoch: null,
      valMap50: null,
      valMap5095: null,
      imagesPerSecond: null,
      peakMemoryMb: null,
      trainingSeconds: null,
      notes: [],
      problem: null,
      ...changes,
    },
    params: flatParams(params.value),
    trainImages: 1,
    classCount: 1,
    valImages: 1,
    models: [],
    evaluated: null,
    note: '',
    tags: [],
    notedBy: null,
  };
}

describe('the table of runs', () => {
  const records = [
    record('run-0003', 'train:\n  epochs: 7\naugment:\n  shift_x: original\n', { valMap50: 0.9 }),
    record('run-0002', 'train:\n  epochs: 7\n  data: plug-v2\npretrained:\n  model: plug-v1\n', { valMap50: null }),
    record('run-0001', '', { valMap50: 0.95 }),
  ];

  test('says of each run what is other than in the run before it', () => {
    expect(historyRows(records).map(({ changed }) => changed)).toEqual([
      'model random, shift_x original',
      'model plug-v1, epochs 7',
      '',
    ]);
  });

  test('is sorted either way, rows without a value last', () => {
    const ids = (isDescending: boolean) =>
      sorted(historyRows(records), { key: 'map50', isDescending }).map((row) => row.record.run.id);
    expect(ids(true)).toEqual(['run-0001', 'run-0003', 'run-0002']);
    expect(ids(false)).toEqual(['run-0003', 'run-0001', 'run-0002']);
  });

  test('names the keys that differ, and not where files lie', () => {
    const params = (text: string) => record('run-0001', text).params;
    expect(differingKeys([params('train:\n  epochs: 7\n  project: a\n'), params('train:\n  epochs: 8\n')])).toEqual([
      'train.epochs',
    ]);
    expect(differingKeys([params(''), params('')])).toEqual([]);
  });
});

describe('a row of the form', () => {
  const row = (label: string) => augmentRows.find((one) => one.label === label)!;

  test('shows the number that stands in the text, also a wrong one', () => {
    expect(readField('train:\n  batch: 0\n', null, trainRows[1]!)).toEqual({ value: 0, remark: null });
    expect(readField('augment:\n  zoom: [0.5, 1.1]\n', null, row('Zoom, widest')).value).toBe(1.1);
  });

  test('says what a word comes to', () => {
    const text = 'augment:\n  zoom: original\n';
    const params = parseParams(text);
    expect(readField(text, params.ok ? params.value : null, row('Zoom, closest'))).toEqual({
      value: 0.8,
      remark: 'original, as the file says',
    });
    const pair = 'train:\n  imgsz: [128, 160]\n';
    const sized = parseParams(pair);
    expect(readField(pair, sized.ok ? sized.value : null, imageSizeRow)).toEqual({
      value: 160,
      remark: '160 x 128 px, as the file says',
    });
  });

  test('writes one end of a pair with the other as it is, in order', () => {
    const text = 'augment:\n  zoom: [0.8, 1.2]\n';
    expect(fieldValue(text, null, row('Zoom, closest'), 0.6)).toEqual([0.6, 1.2]);
    expect(fieldValue(text, null, row('Zoom, widest'), 0.7)).toEqual([0.7, 0.7]);
  });

  test('has a slider that comes back to the value within a step of it', () => {
    const rows: NumberRow[] = [...trainRows, imageSizeRow, learningRateRow];
    for (const one of rows) {
      for (let place = sliderEnds.min; place <= sliderEnds.max; place += 10) {
        const value = sliderValue(one, place);
        expect(value).toBeGreaterThanOrEqual(one.min);
        expect(sliderValue(one, sliderPlace(one.slider, value))).toBeCloseTo(value, 6);
      }
    }
  });
});

test('train.data names a version, or the newest of a name, or nothing that is here', () => {
  const versions = [1, 2].map((version) => ({ id: version, name: 'plug', version }) as DatasetSummary);
  expect(datasetChoice(null, versions).chosen?.version).toBe(2);
  expect(datasetChoice('plug-v1', versions).chosen?.version).toBe(1);
  expect(datasetChoice('plug', versions).chosen?.version).toBe(2);
  expect(datasetChoice('nail-v1', versions).problem).toBe(
    'train.data is nail-v1, which is no dataset version here. There are: plug-v1, plug-v2.',
  );
  expect(datasetChoice(null, []).chosen).toBeNull();
});

test('times are said as somebody plans by them', () => {
  expect([5, 89, 91, 3600, 7300].map(duration)).toEqual(['5 s', '89 s', '2 min', '60 min', '2 h 02 min']);
  const evening = new Date(2024, 2, 4, 23, 50);
  expect(endsAbout(300, evening)).toBe('23:55');
  expect(endsAbout(3600, evening)).toMatch(/^00:50 on Tue,? 5 Mar$/);
});

test('a training waits until it has epochs', () => {
  const job = (id: string, changes: Partial<JobSnapshot>) =>
    ({ id, kind: 'train', state: 'running', unit: '', ...changes }) as JobSnapshot;
  const jobs = [
    job('queued', {}),
    job('preparing', { unit: 'images' }),
    job('training', { unit: 'epochs' }),
    job('done', { state: 'done' }),
    job('other', { kind: 'freeze' }),
  ];
  expect(waitingOf(jobs).map(({ id }) => id)).toEqual(['queued', 'preparing']);
});
