import { describe, expect, test } from 'vitest';
import { type ModelDecision, productionDecision, rollBackTarget, stageOf } from '../../../shared/domain/model-stage.ts';

/** `production 1`: version 1 is put into production. */
function journal(...words: string[]): ModelDecision[] {
  return words.map((entry, id) => {
    const [stage, version] = entry.split(' ');
    return {
      id,
      model: 'plug',
      modelVersion: Number(version),
      stage: stage as ModelDecision['stage'],
      decidedAt: '2026-11-24T12:00:00.000Z',
      author: 'M. Keller',
      comment: '',
    };
  });
}

const version = (modelVersion: number) => ({ model: 'plug', modelVersion });

describe('stages', () => {
  test('a model nobody decided on is a candidate, and the newest decision counts', () => {
    const decisions = journal('production 1', 'archived 1', 'production 2');
    expect(stageOf(decisions, version(3))).toBe('candidate');
    expect(stageOf(decisions, version(1))).toBe('archived');
    expect(stageOf(decisions, { model: 'nut', modelVersion: 2 })).toBe('candidate');
    expect(productionDecision(decisions)?.modelVersion).toBe(2);
  });

  test('no model is in production before the first promotion', () => {
    expect(productionDecision([])).toBeNull();
    expect(rollBackTarget([])).toBeNull();
    expect(rollBackTarget(journal('production 1'))).toBeNull();
  });
});

describe('a roll back', () => {
  const three = journal('production 1', 'archived 1', 'production 2', 'archived 2', 'production 3');

  test('goes to the model before', () => {
    expect(rollBackTarget(three)).toEqual(version(2));
  });

  test('done twice goes one further back, not to the model just left', () => {
    const once = [...three, ...journal('archived 3', 'production 2')];
    expect(rollBackTarget(once)).toEqual(version(1));
    const twice = [...once, ...journal('archived 2', 'production 1')];
    expect(rollBackTarget(twice)).toBeNull();
    expect(productionDecision(twice)?.modelVersion).toBe(1);
  });

  test('goes to the model left before when another was promoted after a roll back', () => {
    const decisions = [...three, ...journal('archived 3', 'production 2', 'archived 2', 'production 4')];
    expect(rollBackTarget(decisions)).toEqual(version(2));
  });
});
