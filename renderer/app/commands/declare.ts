/** What is known of a command before its screen is opened: the settings list it, the screen registers it. */
export type DeclaredCommand = {
  /** Stable, `<feature>.<verb>`: key settings and menu entries name it. */
  readonly id: string;
  readonly title: string;
  /** Heading in the key sheet: `Label`, `Everywhere`. Commands of one heading, and those of everywhere, are active together. */
  readonly group: string;
  /** Usual keys as `keyName` says them; the first is shown on buttons. */
  readonly keys: readonly string[];
  /** Each key does something else (four arrows, nine digits): all together may be switched off, not replaced by one. */
  readonly isKeySet: boolean;
  /** Its keys mean this only while a picture has the focus: elsewhere they scroll or step. */
  readonly needsPicture?: boolean;
};

/** The commands of a screen or of the frame by their names, `box` for `label.box`. */
export type CommandTable<Name extends string = string> = Readonly<Record<Name, DeclaredCommand>>;

type Words = Pick<DeclaredCommand, 'title' | 'needsPicture'> & {
  readonly keys?: readonly string[];
  readonly isKeySet?: boolean;
};

/**
 * Every command of a screen, as data: a command that is not declared cannot be registered, so the settings know them all. A screen's table
 * stands in its `Screen`, the frame's in `frame/frame-commands.ts`.
 */
export function declareCommands<Name extends string>(
  feature: string,
  group: string,
  words: Readonly<Record<Name, Words>>,
): CommandTable<Name> {
  const entries = (Object.entries(words) as [Name, Words][]).map(([name, { keys = [], isKeySet = false, ...rest }]) => [
    name,
    { id: `${feature}.${name}`, group, keys, isKeySet, ...rest },
  ]);
  return Object.fromEntries(entries) as CommandTable<Name>;
}
