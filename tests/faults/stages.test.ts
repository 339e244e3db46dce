import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sourceStages } from './support/source-stages.ts';
import { allStages } from './support/stages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const source = sourceStages(root);
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

test('every moment that the product names is in the list of the fault tests, and the other way round', () => {
  expect(sorted(source.stages.map(({ name }) => name))).toEqual(sorted(allStages.map(({ name }) => name)));
});

test('a moment is named with a literal, so that it can be found', () => {
  expect(source.unnamed).toEqual([]);
});

test('a name belongs to one program, so that a kill ends that one', () => {
  const rooms = new Map(source.stages.map(({ name, room }) => [name, room]));
  expect(source.stages.filter(({ name, room }) => rooms.get(name) !== room)).toEqual([]);
  expect(Object.fromEntries(allStages.map(({ name, program }) => [name, program]))).toEqual(Object.fromEntries(rooms));
});

test('there are moments in import, freeze and train for each of their programs', () => {
  const pairs = sorted(allStages.map(({ program, command }) => `${program} ${command}`));
  for (const pair of [
    'engine import',
    'vision import',
    'engine freeze',
    'vision freeze',
    'engine train',
    'vision train',
    'trainer train',
  ])
    expect(pairs).toContain(pair);
});
