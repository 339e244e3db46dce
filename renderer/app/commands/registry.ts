import { useEffect, useRef } from 'react';
import { create } from 'zustand';

/** Something a person can do on the screen that is shown, by key, by the palette, by the menu. */
export type Command = {
  /** Stable, `<feature>.<verb>`: key settings and menu entries name it. */
  readonly id: string;
  readonly title: string;
  /** Heading in the key sheet: `Label`, `Everywhere`. */
  readonly group: string;
  /** Keys as `keyName` says them; the first is shown on buttons. A person may change or switch off all of them. */
  readonly keys: readonly string[];
  /** `key`: the one that was pressed, where several of one command mean different directions; absent from palette and menu. */
  readonly run: (key?: string) => void;
};

type Registry = {
  readonly commands: ReadonlyMap<string, Command>;
  /** Every command met since the page was opened, for the settings; those of other screens cannot be run from here. */
  readonly known: ReadonlyMap<string, Command>;
  /** A person's own keys by command id; an empty list switches the keys of a command off. */
  readonly ownKeys: Readonly<Record<string, readonly string[]>>;
};

export const useRegistry = create<Registry>(() => ({ commands: new Map(), known: new Map(), ownKeys: {} }));

/** Commands that exist while the calling component is on the screen. `run` may change with every render; ids may not. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const signature = commands.map(({ id, title, keys }) => `${id}|${title}|${keys.join(',')}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered again when a name or key changed; `run` is read when it is called
  useEffect(() => {
    const mine = latest.current.map(
      (command, at): Command => ({ ...command, run: (key) => latest.current[at]?.run(key) }),
    );
    const entries = mine.map((command) => [command.id, command] as const);
    useRegistry.setState(({ commands: shown, known }) => ({
      commands: new Map([...shown, ...entries]),
      known: new Map([...known, ...entries]),
    }));
    return () => {
      useRegistry.setState(({ commands: shown }) => ({
        commands: new Map([...shown].filter(([id, command]) => !mine.some((one) => one.id === id && one === command))),
      }));
    };
  }, [signature]);
}

export function keysOf(command: Command, ownKeys: Registry['ownKeys']): readonly string[] {
  return ownKeys[command.id] ?? command.keys;
}

/** The key to show beside a button, as it is now; undefined when there is none. */
export function useKeyOf(id: string): string | undefined {
  return useRegistry(({ commands, ownKeys }) => {
    const command = commands.get(id);
    return command ? keysOf(command, ownKeys)[0] : undefined;
  });
}
