/**
 * A sentence broken at blanks to the width of the terminal, its further lines set in by two more than the first. Where the output is
 * no terminal (a file, a pipe) it stays one line, so that it can be searched.
 */
export function forScreen(
  sentence: string,
  stream: { readonly isTTY?: boolean; readonly columns?: number } = process.stdout,
): string {
  if (stream.isTTY !== true) return sentence;
  return sentence
    .split('\n')
    .map((line) => wrapped(line, Math.max(40, stream.columns ?? 80)))
    .join('\n');
}

function wrapped(line: string, width: number): string {
  if (line.length <= width) return line;
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = indent;
  for (const word of line.trim().split(' ')) {
    const isFirst = current.trim() === '';
    if (!isFirst && current.length + 1 + word.length > width) {
      lines.push(current);
      current = `${indent}  ${word}`;
    } else current += isFirst ? word : ` ${word}`;
  }
  return [...lines, current].join('\n');
}
