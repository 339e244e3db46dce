import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { CommandTable, DeclaredCommand } from './declare.ts';

/** Something a person can do on the screen that is shown, by key, by the palette, by the menu. */
export type Command = DeclaredCommand & {
  /** `key`: the one that was pressed, where each of a command's keys does something else; absent from palette and menu. */
  readonly run: (key?: string) => void;
};

/** What a declared command does now: or that, with what is different about it at the moment. */
export type CommandAction =
  | Command['run']
  | {
      readonly run: Command['run'];
      /** Says what it would do now: "Train run 12". */
      readonly title?: string;
      /** How many of its usual keys mean something now: as many digits as there are classes. */
      readonly keyCount?: number;
    };

type Registry = {
  readonly commands: ReadonlyMap<string, Command>;
  /** A person's own keys by command id; an empty list switches the keys of a command off. */
  readonly ownKeys: Readonly<Record<string, readonly string[]>>;
};

export const useRegistry = create<Registry>(() => ({ commands: new Map(), ownKeys: {} }));

/**
 * Commands of a declared table that exist while the calling component is on the screen. What one does may change with every render; which
 * there are may not.
 */
export function useCommands<Name extends string>(
  table: CommandTable<Name>,
  actions: Readonly<Partial<Record<Name, CommandAction>>>,
): void {
  const commands = commandsOf(table, actions);
  const latest = useRef(commands);
  latest.current = commands;
  const signature = commands.map(({ id, title, keys }) => `${id}|${title}|${keys.join(',')}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered again when a name or key changed; `run` is read when it is called
  useEffect(() => {
    const mine = latest.current.map(
      (command, at): Command => ({ ...command, run: (key) => latest.current[at]?.run(key) }),
    );
    const entries = mine.map((command) => [command.id, command] as const);
    useRegistry.setState(({ commands: shown }) => ({ commands: new Map([...shown, ...entries]) }));
    return () => {
      useRegistry.setState(({ commands: shown }) => ({
        commands: new Map([...shown].filter(([id, command]) => !mine.some((one) => one.id === id && one === command))),
      }));
    };
  }, [signature]);
}

/** The declared commands that do something now, in the order of the table. */
export function commandsOf<Name extends string>(
  table: CommandTable<Name>,
  actions: Readonly<Partial<Record<Name, CommandAction>>>,
): Command[] {
  return (Object.keys(table) as Name[]).flatMap((name) => {
    const action = actions[name];
    if (!action) return [];
    const declared = table[name];
    const { run, title = declared.title, keyCount } = typeof action === 'function' ? { run: action } : action;
    return [{ ...declared, title, keys: declared.keys.slice(0, keyCount), run }];
  });
}

export function keysOf(command: Pick<DeclaredCommand, 'id' | 'keys'>, ownKeys: Registry['ownKeys']): readonly string[] {
  return ownKeys[command.id] ?? command.keys;
}

/** The key to show beside a button, as it is now; undefined when there is none. */
export function useKeyOf(id: string): string | undefined {
  return useRegistry(({ commands, ownKeys }) => {
    const command = commands.get(id);
    return command ? keysOf(command, ownKeys)[0] : undefined;
  });
}
