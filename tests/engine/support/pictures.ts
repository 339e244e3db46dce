import { pgmBytes } from '../../support/pgm.ts';

/** A picture of its own for each number: no two have the same bytes or pixels. */
export function picture(number: number, widthPx = 40, heightPx = 20): Uint8Array {
  const data = Uint8Array.from(
    { length: widthPx * heightPx },
    (_, at) => (at * 7 + number * 31 + ((at * number) % 13)) % 256,
  );
  data[0] = number % 256;
  data[1] = Math.floor(number / 256);
  return pgmBytes({ widthPx, heightPx, data });
}
