const shiftStartHours = [6, 14, 22] as const;
export const shiftsPerDay = shiftStartHours.length;

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * Local time `minutes` after the start of the set's n-th shift (06, 14, 22 h in turn, from 2 March 2026 on), `YYYY-MM-DDTHH:MM:SS`.
 * Computed as UTC so that neither the machine's time zone nor a change to summer time moves it.
 */
export function demoTime(shiftIndex: number, minutes: number, seconds: number): string {
  const day = Math.floor(shiftIndex / shiftsPerDay);
  const hour = shiftStartHours[shiftIndex % shiftsPerDay]!;
  const time = new Date(Date.UTC(2026, 2, 2 + day, hour, minutes, seconds));
  const date = `${time.getUTCFullYear()}-${twoDigits(time.getUTCMonth() + 1)}-${twoDigits(time.getUTCDate())}`;
  return `${date}T${twoDigits(time.getUTCHours())}:${twoDigits(time.getUTCMinutes())}:${twoDigits(time.getUTCSeconds())}`;
}
