/** Values as Python would print them, the form in which the family's exports carry their metadata. */
export function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  const inner = Array.from(text, (character) => {
    if (character === quote) return `\\${quote}`;
    const code = character.codePointAt(0)!;
    return (
      escapes[character] ?? (code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : character)
    );
  }).join('');
  return `${quote}${inner}${quote}`;
}

/** `{0: 'plug', 1: 'roll'}`. */
export function pythonNames(names: readonly string[]): string {
  return `{${names.map((name, index) => `${index}: ${pythonString(name)}`).join(', ')}}`;
}
