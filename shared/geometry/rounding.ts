/** Rounds to the nearest integer, halves to the even one, as Python's `round` and C's `rint` (OpenCV's `cvRound`) do. */
export function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const fraction = value - below;
  if (fraction < 0.5) return below;
  if (fraction > 0.5) return below + 1;
  return below % 2 === 0 ? below : below + 1;
}
