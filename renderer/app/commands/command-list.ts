import type { DeclaredCommand } from './declare.ts';
import { type Command, keysOf } from './registry.ts';

export type CommandGroup = { readonly group: string; readonly commands: readonly DeclaredCommand[] };

/** Commands under their headings, what belongs to the screen before what is everywhere, in the order they come. */
export function groupedCommands(commands: Iterable<DeclaredCommand>): CommandGroup[] {
  const groups = new Map<string, DeclaredCommand[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups]
    .map(([group, members]) => ({ group, commands: members }))
    .sort((a, b) => Number(isEverywhere(a.group)) - Number(isEverywhere(b.group)));
}

export const everywhere = 'Everywhere';

function isEverywhere(group: string): boolean {
  return group === everywhere;
}

/**
 * Commands whose title or heading holds every word of `text`, those that begin with it first. Without those that do nothing unless one of
 * their keys says which way.
 */
export function findCommands(commands: Iterable<Command>, text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (command: Command) => {
    const whole = `${command.group} ${command.title}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  };
  const begins = (command: Command) => command.title.toLowerCase().startsWith(words[0] ?? '');
  return [...commands]
    .filter((command) => !command.isKeySet && fits(command))
    .sort((a, b) => Number(begins(b)) - Number(begins(a)));
}

/** Other commands that answer to a key where `asking` does: on its screen, or everywhere. A person who gives it away twice is told. */
export function keyHolders(
  commands: Iterable<DeclaredCommand>,
  ownKeys: Readonly<Record<string, readonly string[]>>,
  key: string,
  asking: DeclaredCommand,
): DeclaredCommand[] {
  const meets = ({ group }: DeclaredCommand) =>
    group === asking.group || isEverywhere(group) || isEverywhere(asking.group);
  return [...commands].filter(
    (command) => command.id !== asking.id && meets(command) && keysOf(command, ownKeys).includes(key),
  );
}
