import { expect, it } from 'vitest';
import { nameOfWord } from '../../renderer/features/first-run/answers.ts';
import { gigabytes } from '../../renderer/features/images/import/gigabytes.ts';
import { filterOfRoute } from '../../renderer/features/images/state.ts';
import { blockTitle, timeSpan } from '../../renderer/features/images/words.ts';
import { targetWordProblem } from '../../shared/domain/target-word.ts';

it('names a shift by its word and keeps other hours', () => {
  expect(blockTitle('pm2/2026-11-24/14')).toBe('pm2 / 2026-11-24 / late');
  expect(blockTitle('pm2/2026-11-24/03')).toBe('pm2 / 2026-11-24 / 03 h');
  expect(blockTitle('station/series a/06')).toBe('station / series a / 06');
});

it('says the days of a block only where they differ', () => {
  expect(timeSpan('2026-11-24T14:00:05.000', '2026-11-24T14:32:00.000')).toBe('14:00 to 14:32');
  expect(timeSpan('2026-11-24T22:00:05.000', '2026-11-25T05:32:00.000')).toBe('24 Nov 22:00 to 25 Nov 05:32');
  expect(timeSpan(null, null)).toBeNull();
});

it('reads a filter from an address, and nothing from one that asks for none or for nonsense', () => {
  expect(filterOfRoute({ flags: 'dark,blurred', import: '3' })).toMatchObject({
    flags: ['dark', 'blurred'],
    importId: 3,
  });
  expect(filterOfRoute({ image: 'abc' })).toBeNull();
  expect(filterOfRoute({ flags: 'not-a-flag' })).toBeNull();
});

it('makes a name of any word', () => {
  expect(nameOfWord('Plug')).toBe('plug');
  expect(nameOfWord('Düsen-Kopf 2')).toBe('dusen-kopf-2');
  expect(nameOfWord('栓')).toBe('plug');
  expect(targetWordProblem('  ')).toMatch(/needed/);
  expect(targetWordProblem('plug')).toBeNull();
});

it('counts disks as they are sold', () => {
  expect([gigabytes(16.1e9), gigabytes(25e6), gigabytes(388e9), gigabytes(10)]).toEqual([
    '16.1 GB',
    '25 MB',
    '388 GB',
    '1 MB',
  ]);
});
