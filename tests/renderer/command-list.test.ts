import { describe, expect, test } from 'vitest';
import { everywhere, findCommands, groupedCommands, keyHolders } from '../../renderer/app/commands/command-list.ts';
import { type DeclaredCommand, declareCommands } from '../../renderer/app/commands/index.ts';
import { commandsOf } from '../../renderer/app/commands/registry.ts';

const command = (id: string, group: string, title: string, keys: readonly string[]) => ({
  id,
  group,
  title,
  keys,
  isKeySet: false,
  run: () => undefined,
});
const palette = command('app.palette', everywhere, 'Find any command', ['Ctrl K']);
const box = command('label.box', 'Label', 'Draw a box', ['B']);
const confirm = command('label.confirm', 'Label', 'Confirm, next image', ['Enter']);
const next = command('validate.next', 'Validate', 'Next picture', ['B']);
const all = [palette, box, confirm, next];

describe('who else answers to a key', () => {
  test.each<[string, string, DeclaredCommand, readonly DeclaredCommand[]]>([
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

test('a command that does nothing without one of its keys is not found by words', () => {
  const arrows = { ...command('label.move', 'Label', 'Move by 1 px', ['ArrowLeft', 'ArrowRight']), isKeySet: true };
  expect(findCommands([arrows, box], 'label')).toEqual([box]);
});

describe('what a screen registers of its declared commands', () => {
  const table = declareCommands('label', 'Label', {
    confirm: { title: 'Confirm', keys: ['Enter'] },
    class: { title: 'Class', keys: ['1', '2', '3'], isKeySet: true },
    later: { title: 'Not now' },
  });
  const run = () => undefined;

  test('only what does something now, under the declared name and heading', () => {
    expect(commandsOf(table, { confirm: run })).toEqual([
      { id: 'label.confirm', title: 'Confirm', group: 'Label', keys: ['Enter'], isKeySet: false, run },
    ]);
  });

  test('with as many keys as mean something, and with what it would do now', () => {
    const [confirming, choosing] = commandsOf(table, {
      confirm: { title: 'Confirm image 12', run },
      class: { keyCount: 1, run },
    });
    expect(confirming).toMatchObject({ id: 'label.confirm', title: 'Confirm image 12', keys: ['Enter'] });
    expect(choosing).toMatchObject({ id: 'label.class', keys: ['1'] });
  });
});

test('what belongs to the screen stands before what is everywhere', () => {
  expect(groupedCommands(all).map(({ group }) => group)).toEqual(['Label', 'Validate', everywhere]);
});
