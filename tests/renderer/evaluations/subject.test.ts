import { describe, expect, test } from 'vitest';
import { floatsOf } from '../../../renderer/features/evaluations/matches.ts';
import { evaluationOf, subjectOf } from '../../../renderer/features/evaluations/subject.ts';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import type { Role } from '../../../shared/domain/role.ts';

const model = (version: number, datasetHash: string) =>
  ({
    name: 'plug',
    version,
    createdAt: `2026-11-0${version}T00:00:00.000Z`,
    card: { dataset: { hash: datasetHash } },
  }) as unknown as ModelSummary;
const dataset = (version: number, roles: readonly Role[]) =>
  ({
    name: 'plug',
    version,
    hash: `hash-${version}`,
    roles: Object.fromEntries(roles.map((role) => [role, { images: 4 }])),
  }) as unknown as DatasetSummary;
const evaluation = (id: number, modelVersion: number, datasetVersion: number, role: Role) =>
  ({ id, model: 'plug', modelVersion, dataset: 'plug', datasetVersion, role }) as unknown as EvaluationSummary;

const lists = {
  models: [model(1, 'hash-1'), model(2, 'hash-2')],
  datasets: [dataset(2, ['train', 'val', 'test']), dataset(1, ['train', 'val'])],
  evaluations: [evaluation(9, 2, 2, 'test'), evaluation(8, 1, 1, 'val'), evaluation(7, 1, 1, 'val')],
};
const words = (parameters: Record<string, string>, known = lists) => {
  const subject = subjectOf(parameters, known);
  return subject && `${subject.model.version} on ${subject.dataset.version} ${subject.role}`;
};

describe('what Validate shows', () => {
  test('is the newest evaluation on an open role, never the test role by itself', () => {
    expect(words({})).toBe('1 on 1 val');
  });

  test('is the newest model on its own dataset where nothing was evaluated', () => {
    expect(words({}, { ...lists, evaluations: [] })).toBe('2 on 2 val');
  });

  test('is what the address names: an evaluation, or model, dataset and role', () => {
    expect(words({ evaluation: '9' })).toBe('2 on 2 test');
    expect(words({ model: 'plug@1', dataset: 'plug@2', role: 'train' })).toBe('1 on 2 train');
    expect(words({ model: 'plug@2' })).toBe('2 on 2 val');
  });

  test('has a role that holds pictures, whatever the address says', () => {
    expect(words({ model: 'plug@1', dataset: 'plug@1', role: 'test' })).toBe('1 on 1 val');
    expect(words({ model: 'plug@1', dataset: 'plug@1', role: 'nonsense' })).toBe('1 on 1 val');
  });

  test('is nothing without a model or a dataset version', () => {
    expect(words({}, { ...lists, models: [] })).toBeNull();
    expect(words({}, { ...lists, datasets: [] })).toBeNull();
  });

  test('takes the newest of several evaluations, unless the address names one', () => {
    const subject = subjectOf({}, lists);
    if (subject === null) throw new Error('there is a subject');
    expect(evaluationOf(subject, lists.evaluations)?.id).toBe(8);
    expect(evaluationOf(subject, lists.evaluations, '7')?.id).toBe(7);
    expect(evaluationOf(subject, lists.evaluations, '9')?.id).toBe(8);
  });
});

test('packed numbers come back to the last bit', () => {
  const numbers = Float64Array.of(0, 1 / 3, -1e-300, 0.8999999999999999, 2448);
  expect(floatsOf(Buffer.from(numbers.buffer).toString('base64'))).toEqual(numbers);
});
