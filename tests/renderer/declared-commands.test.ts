import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { everywhere, keyHolders } from '../../renderer/app/commands/command-list.ts';
import { declaredCommands, shellCommands } from '../../renderer/app/declared-commands.ts';
import { screens } from '../../renderer/app/screens.ts';

const renderer = join(import.meta.dirname, '..', '..', 'renderer');
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(renderer, path), 'utf8') }));
const textOf = (wanted: string) => sources.find(({ path }) => path === wanted)?.text ?? '';

describe('what the settings list is what the screens register', () => {
  /** Every table a component hands to `useCommands`; the hook takes nothing else. */
  const registered = sources
    .filter(({ path }) => path.startsWith('features/') || path.startsWith('app/frame/'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/useCommands\(\s*([^,\s]+)/g)].map(([, table = '']) => ({ path, table })),
    );

  test('tables are found where commands are registered', () => {
    expect(registered.map(({ table }) => table)).toEqual(expect.arrayContaining(['labelCommands', 'goCommands']));
  });

  test.each(registered)('$table of $path', ({ path, table }) => {
    const [room, feature] = path.split('/');
    const declared =
      room === 'app'
        ? textOf('app/declared-commands.ts').split('export const declaredCommands')[1]
        : textOf(`features/${feature}/index.ts`).split('Screen = {')[1];
    const inList = room === 'app' ? `Object.values(${table})` : `commands: ${table},`;
    expect(declared).toContain(inList);
  });
});

describe('the declared commands', () => {
  /** With those of the window, which no test is. */
  const all = [...declaredCommands, ...Object.values(shellCommands)];

  test('have one id each', () => {
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('stand under the name of their screen, or everywhere', () => {
    const names = [everywhere, ...screens.map(({ name }) => name)];
    expect(all.filter(({ group }) => !names.includes(group))).toEqual([]);
  });

  test('move and zoom a picture on every screen that shows a large one', () => {
    const moves = ['look-left', 'look-right', 'look-up', 'look-down', 'zoom-in', 'zoom-out', 'fit'];
    const missing = ['label', 'validate', 'try', 'live'].flatMap((screen) =>
      moves.filter((name) => !all.some(({ id, keys }) => id === `${screen}.${name}` && keys.length > 0)),
    );
    expect(missing).toEqual([]);
  });

  test('take the arrows for a picture only while it has the focus, but in the editor', () => {
    const withArrows = all.filter(({ id, keys }) => !id.startsWith('label.') && keys.some((key) => /^Arrow/.test(key)));
    expect(withArrows).not.toEqual([]);
    expect(withArrows.filter(({ needsPicture }) => !needsPicture)).toEqual([]);
  });

  test('do not meet on a usual key: nothing that is active together has the same one', () => {
    const clashes = all.flatMap((command) =>
      command.keys.flatMap((key) => keyHolders(all, {}, key, command).map(({ id }) => `${key}: ${command.id}, ${id}`)),
    );
    expect(clashes).toEqual([]);
  });
});
