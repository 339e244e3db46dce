import { z } from 'zod';

/**
 * When a picture was taken, by the clock on the wall of the plant: `YYYY-MM-DDTHH:MM:SS.mmm` without a zone, because shifts follow
 * that clock. `source` says where the time comes from, best first.
 */
export const captureTimeSourceSchema = z.enum([
  'trigger-journal',
  'file-name',
  'exif',
  'declared-shift',
  'modification-time',
]);
export const captureTimeSchema = z.object({ local: z.string(), source: captureTimeSourceSchema });
export type CaptureTime = z.infer<typeof captureTimeSchema>;

export type CaptureTimeEvidence = {
  /** Path as imported, `/` between parts. */
  readonly path: string;
  /** Local wall-clock time of the trigger journal's entry for this frame. */
  readonly triggerLocal?: string | null;
  /** What the project's own file-name rule says; before the usual forms of date and time. */
  readonly ruleLocal?: string | null;
  /** EXIF `DateTimeOriginal`, `2024:09:15 06:12:33`. */
  readonly exifDateTime?: string | null;
  /** A shift that an engineer declared for the folder. */
  readonly declaredShift?: { readonly day: string; readonly startHour: number } | null;
  /** Modification time in local wall-clock form; only when a person confirmed it, for a copy or a clone resets it. */
  readonly confirmedModificationLocal?: string | null;
};

/** The first that exists of: trigger journal, file name, EXIF, declared shift, confirmed modification time. */
export function captureTimeOf(evidence: CaptureTimeEvidence): CaptureTime | null {
  const declared = evidence.declaredShift;
  const found: readonly (readonly [CaptureTime['source'], string | null])[] = [
    ['trigger-journal', evidence.triggerLocal == null ? null : parseLocal(evidence.triggerLocal)],
    ['file-name', evidence.ruleLocal ?? timeInFileName(evidence.path)],
    ['exif', evidence.exifDateTime == null ? null : parseExifDateTime(evidence.exifDateTime)],
    ['declared-shift', declared == null ? null : parseLocal(`${declared.day}T${twoDigits(declared.startHour)}:00:00`)],
    [
      'modification-time',
      evidence.confirmedModificationLocal == null ? null : parseLocal(evidence.confirmedModificationLocal),
    ],
  ];
  const best = found.find(([, local]) => local !== null);
  return best === undefined ? null : { local: best[1]!, source: best[0] };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const clock = String.raw`([01]\d|2[0-3])([-_.:]?)([0-5]\d)\6([0-5]\d)(?:[._-]?(\d{6}|\d{3}))?(?!\d)`;
const yearFirst = new RegExp(
  String.raw`(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?:[T_\- ./]|__| - |)` + clock,
  'i',
);
/** Day first with dots, the German way; with other separators it could as well be month first. */
const dayFirst = new RegExp(String.raw`(?<!\d)(\d\d)(\.)(\d\d)\.((?:19|20)\d\d)(?:[T_\- ./]|__| - |)` + clock, 'i');

/**
 * Date and time in a file name, or in the name of its folder followed by it (`2024-09-15/06-12-33.png`): year first, with or without
 * separators, or `15.09.2024`; seconds required, fractions allowed. A UUID is never read as a date.
 */
export function timeInFileName(path: string): string | null {
  const parts = path.split('/');
  const name = parts.at(-1)!;
  if (uuid.test(name)) return null;
  const texts = parts.length > 1 ? [name, `${parts.at(-2)}/${name}`] : [name];
  for (const written of texts) {
    const text = written.replace(/(\d\d)h(\d\d)m(\d\d)s?/i, '$1-$2-$3');
    const match = yearFirst.exec(text);
    if (match !== null) {
      const time = checked(match[1]!, match[3]!, match[4]!, match[5]!, match[7]!, match[8]!, match[9]);
      if (time !== null) return time;
    }
    const german = dayFirst.exec(text);
    if (german !== null) {
      const time = checked(german[4]!, german[3]!, german[1]!, german[5]!, german[7]!, german[8]!, german[9]);
      if (time !== null) return time;
    }
  }
  return null;
}

/** `2024:09:15 06:12:33`; null for the zeros that a camera without a set clock writes. */
export function parseExifDateTime(text: string): string | null {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?/.exec(text.trim());
  if (match === null) return null;
  return checked(match[1]!, match[2]!, match[3]!, match[4]!, match[5]!, match[6]!, match[7]);
}

/** `2024-09-15T06:12:33`, fraction and blank instead of T allowed; a zone is not, for it would be another clock. */
export function parseLocal(text: string): string | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?$/.exec(text.trim());
  if (match === null) return null;
  return checked(match[1]!, match[2]!, match[3]!, match[4]!, match[5]!, match[6]!, match[7]);
}

/** Wall-clock form of a moment on the machine this runs on. */
export function localOf(date: Date): string {
  const day = `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
  const time = `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}:${twoDigits(date.getSeconds())}`;
  return `${day}T${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** Minutes between two wall-clock times, never negative. */
export function minutesBetween(a: string, b: string): number {
  return Math.abs(Date.parse(`${a}Z`) - Date.parse(`${b}Z`)) / 60_000;
}

function checked(
  year: string,
  month: string,
  day: string,
  hour: string,
  minute: string,
  second: string,
  fraction: string | undefined,
): string | null {
  const milliseconds = (fraction ?? '').padEnd(3, '0').slice(0, 3);
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}`;
  const parsed = new Date(`${local}Z`);
  const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString() === `${local}Z`;
  return exists && Number(year) >= 1970 ? local : null;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
