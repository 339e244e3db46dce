/** What a key press says of itself; a `KeyboardEvent` has it. */
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

/**
 * A press in the words of the key map: `B`, `Shift J`, `Ctrl K`, `Alt ArrowLeft`, `Enter`, `?`. Letters are upper case; Shift is named only
 * with letters, arrows and named keys (a sign such as `?` is its own key on every layout). Cmd counts as Ctrl. Null for a bare modifier.
 */
export function keyName(press: KeyPress): string | null {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead'].includes(press.key)) return null;
  const isSign = press.key.length === 1 && !/[a-z ]/i.test(press.key);
  const key = press.key === ' ' ? 'Space' : press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const modifiers = [
    press.ctrlKey || press.metaKey ? 'Ctrl' : null,
    press.altKey ? 'Alt' : null,
    press.shiftKey && !isSign ? 'Shift' : null,
  ];
  return [...modifiers.filter((name) => name !== null), key].join(' ');
}

/** Keys as they stand on a cap: `Ctrl ←` for `Ctrl ArrowLeft`. */
export function keyCap(name: string): string {
  const caps: Readonly<Record<string, string>> = {
    ArrowLeft: '←',
    ArrowRight: '→',
    ArrowUp: '↑',
    ArrowDown: '↓',
    Delete: 'Del',
    Escape: 'Esc',
  };
  return name
    .split(' ')
    .map((part) => caps[part] ?? part)
    .join(' ');
}
