/** An axis: its ends and at most three ticks, the first and the last of them at the ends. */
export type Axis = { readonly min: number; readonly max: number; readonly ticks: readonly number[] };

/**
 * Ends a little outside the values, on round numbers, with a tick at both and one in the middle. `from` and `to` fix an end (a share ends at
 * 1, a loss may begin at 0). Without a finite value: 0 to 1.
 */
export function axisOf(
  values: Iterable<number>,
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined } = {},
): Axis {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) [low, high] = [from ?? 0, to ?? (from ?? 0) + 1];
  low = from ?? low;
  high = to ?? high;
  // A difference that a figure of nine digits would not show is none.
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low < Math.max(1e-9 * size, 1e-12)) {
    const room = size < 1e-12 ? 1 : size * 0.1;
    if (to === undefined) high += room;
    if (from === undefined && (to !== undefined || size >= 1e-12)) low -= room;
  }
  const step = roundStep((high - low) / 10);
  const min = from ?? tidy(Math.floor(low / step + 1e-9) * step);
  const max = to ?? tidy(Math.ceil(high / step - 1e-9) * step);
  return { min, max, ticks: [min, tidy((min + max) / 2), max] };
}

/** An axis of whole numbers (epochs, counts, bins): the middle tick is whole too, and left out where there is none. */
export function wholeAxis(min: number, max: number): Axis {
  const end = Math.max(max, min + 1);
  const middle = Math.round((min + end) / 2);
  return { min, max: end, ticks: middle > min && middle < end ? [min, middle, end] : [min, end] };
}

/** The smallest of 1, 2, 2.5, 5, 10 times a power of ten that is not under `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Takes off what binary fractions add: 0.30000000000000004 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * A number as short as it can be told apart from its neighbours on the axis: 0.5, 1.35, 0.0042, 12,400; very small or large ones as powers of
 * ten.
 */
export function shortNumber(value: number, significant = 3): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e7) return value.toExponential(1).replace('e+', 'e');
  if (size >= 1000) return Math.round(value).toLocaleString('en-GB');
  return String(Number(value.toPrecision(significant)));
}
