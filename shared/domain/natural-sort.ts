/**
 * Order of names as people number them: `frame2` before `frame10`. Digits compare as numbers, everything else by code unit without
 * case, ties by code unit; no locale, so that the order, and with it every split, is the same on every machine.
 */
export function compareNaturally(a: string, b: string): number {
  const left = pieces(a);
  const right = pieces(b);
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = comparePieces(left[index]!, right[index]!);
    if (difference !== 0) return difference;
  }
  return left.length - right.length || compareText(a, b);
}

/** By code unit: the order of `Array.prototype.sort` without a comparer. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function pieces(text: string): string[] {
  return text.toLowerCase().match(/\d+|\D+/g) ?? [];
}

function comparePieces(a: string, b: string): number {
  if (!isDigits(a) || !isDigits(b)) return compareText(a, b);
  const left = a.replace(/^0+(?=\d)/, '');
  const right = b.replace(/^0+(?=\d)/, '');
  return left.length - right.length || compareText(left, right);
}

function isDigits(piece: string): boolean {
  return piece.charCodeAt(0) >= 48 && piece.charCodeAt(0) <= 57;
}
