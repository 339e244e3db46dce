import { keyCap, keysOf, useRegistry } from '../../../app/commands/index.ts';

/** The key of a command as a person has it, for a sentence; where it has none, the words that stand for it. */
export function keyOr(id: string, words: string): string {
  const { commands, ownKeys } = useRegistry.getState();
  const command = commands.get(id);
  const key = command ? keysOf(command, ownKeys)[0] : undefined;
  return key === undefined ? words : keyCap(key);
}
