import { expect, test } from 'vitest';
import { gravestErrorOf, gravestFirst } from '../../../shared/domain/gravest-error.ts';

test('the error that must never happen is said first; a false report where nobody answered', () => {
  const said = { 'false-positive': 'reported, none there', miss: 'missed' };
  const order = (settings?: Readonly<Record<string, unknown>>) => gravestFirst(gravestErrorOf(settings), said);
  expect(order({ gravestError: 'miss' })).toEqual(['missed', 'reported, none there']);
  expect(order({ gravestError: 'false-positive' })).toEqual(['reported, none there', 'missed']);
  expect(order({})).toEqual(['reported, none there', 'missed']);
  expect(order({ gravestError: 'both' })).toEqual(['reported, none there', 'missed']);
  expect(order()).toEqual(['reported, none there', 'missed']);
});
