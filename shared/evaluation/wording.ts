/** Numbers as the product says them, the same in every locale: "1,234", "0.96 %", "84 %". */
export function count(value: number): string {
  return value.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A rate in percent: two significant digits below 10 %, tenths from 99 % on, never rounded to 0 or 100 when it is neither. */
export function percent(rate: number): string {
  const value = 100 * rate;
  if (rate === 0 || rate === 1) return `${value} %`;
  if (value < 10) return `${Number(value.toPrecision(2))} %`;
  return value < 99 ? `${value.toFixed(0)} %` : `${Math.floor(10 * value) / 10} %`;
}

/** "1 try", "312 tries". */
export function tries(value: number): string {
  return value === 1 ? '1 try' : `${count(value)} tries`;
}

/** A target rate in plant words, "1 in 20"; one that is no unit fraction in percent. */
export function oneIn(rate: number): string {
  const reciprocal = 1 / rate;
  return Math.abs(reciprocal - Math.round(reciprocal)) < 1e-6 ? `1 in ${count(Math.round(reciprocal))}` : percent(rate);
}

/** A class name at the start of a sentence. */
export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
