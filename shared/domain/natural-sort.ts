/**
 * Order of names as people number them: `frame2` before `frame10`. Digits compare as numbers, everything else by code unit without
 * case, ties by code unit; no locale, so that the order, and with it every split, is the same on every machine.
 */
export function compareNaturally(a: string, b: string): number {
  return compareText(naturalKey(a), naturalKey(b)) || compareText(a, b);
}

/** The same order for many names: the work for a name is done once. Keep it for one sort or one feature's sorts, not for ever. */
export function naturalComparer(): (a: string, b: string) => number {
  const keys = new Map<string, string>();
  const keyOf = (text: string): string => {
    const known = keys.get(text);
    if (known !== undefined) return known;
    const key = naturalKey(text);
    keys.set(text, key);
    return key;
  };
  return (a, b) => compareText(keyOf(a), keyOf(b)) || compareText(a, b);
}

/** By code unit: the order of `Array.prototype.sort` without a comparer. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A text whose order by code unit is the natural order: every number gets its count of digits before it. */
function naturalKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (digits) => {
    const significant = digits.replace(/^0+(?=.)/, '');
    return `0${String.fromCharCode(significant.length)}${significant}`;
  });
}
