import { describe, expect, test } from 'vitest';
import { everywhere, findCommands, groupedCommands, keyHolders } from '../../renderer/app/commands/command-list.ts';
import type { Command } from '../../renderer/app/commands/index.ts';

const command = (id: string, group: string, title: string, keys: readonly string[]): Command => ({
  id,
  group,
  title,
  keys,
  run: () => undefined,
});
const palette = command('app.palette', everywhere, 'Find any command', ['Ctrl K']);
const box = command('label.box', 'Label', 'Draw a box', ['B']);
const confirm = command('label.confirm', 'Label', 'Confirm, next image', ['Enter']);
const next = command('validate.next', 'Validate', 'Next picture', ['B']);
const all = [palette, box, confirm, next];

describe('who else answers to a key', () => {
  test.each<[string, string, Command, readonly Command[]]>([
    ['another of the same screen', 'Enter', box, [confirm]],
    ['one of everywhere, which is there on every screen', 'Ctrl K', box, [palette]],
    ['any screen, where the key is given to one of everywhere', 'B', palette, [box, next]],
    ['nobody: another screen is never shown beside it', 'B', next, []],
    ['nobody: it is its own', 'B', box, []],
  ])('%s', (_, key, asking, expected) => expect(keyHolders(all, {}, key, asking)).toEqual(expected));

  test('a person’s own keys count, and one that is switched off does not', () => {
    expect(keyHolders(all, { 'label.confirm': ['Q'] }, 'Q', box)).toEqual([confirm]);
    expect(keyHolders(all, { 'app.palette': [] }, 'Ctrl K', box)).toEqual([]);
  });
});

test('commands are found by all their words, those that begin with them first', () => {
  expect(findCommands(all, 'label box')).toEqual([box]);
  expect(findCommands([confirm, next], 'next')).toEqual([next, confirm]);
  expect(findCommands(all, 'nothing like it')).toEqual([]);
});

test('what belongs to the screen stands before what is everywhere', () => {
  expect(groupedCommands(all).map(({ group }) => group)).toEqual(['Label', 'Validate', everywhere]);
});
