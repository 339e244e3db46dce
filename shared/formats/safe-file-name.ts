/** Names Windows keeps for devices, with any extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const longest = 120;

/**
 * One part of a path that every system takes and that stays where it is put: no separators, no `..`, no control characters, none of
 * the characters Windows refuses, no reserved device name, no dot or space at its end, 120 characters at most with its extension kept.
 */
export function safeFileName(name: string): string {
  const cleaned = [...name.normalize('NFC')]
    .map((character) => (character < ' ' || character === '\x7f' || '<>:"/\\|?*'.includes(character) ? '_' : character))
    .join('')
    .replace(/[. ]+$/, '')
    .replace(/^\.+/, '_');
  const kept = reserved.test(cleaned) ? `_${cleaned}` : cleaned;
  if (kept === '') return '_';
  if (kept.length <= longest) return kept;
  const extension = /\.[^.]{1,10}$/.exec(kept)?.[0] ?? '';
  return kept.slice(0, longest - extension.length) + extension;
}

/** A relative path with `/` from somebody else's folder, each part made safe; empty parts and dots fall away. */
export function safeRelativePath(path: string): string {
  const parts = path
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(safeFileName);
  return parts.length === 0 ? '_' : parts.slice(-8).join('/');
}
