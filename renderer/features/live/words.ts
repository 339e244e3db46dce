import type { LiveFrame, LiveSource } from '../../../shared/contract/station.ts';

/** Where the frames come from, for a sentence. */
export function sourceWords(source: LiveSource | null): string {
  switch (source?.kind) {
    case 'workspace':
      return 'the pictures of this workspace';
    case 'folder':
    case 'watched':
      return source.folder;
    case undefined:
      return '';
  }
}

/** `0.4 s`, `75 s`, `12 min`, `3 h`. */
export function ageWords(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  return seconds < 7200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}

export function timeWords(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

/** The parts of a latency, in the order they happen. */
export function latencyParts({ timingsMs }: LiveFrame): { readonly part: string; readonly ms: number }[] {
  return ['wait', 'decode', 'prepare', 'network', 'post'].flatMap((part) => {
    const ms = timingsMs[part];
    return ms === undefined ? [] : [{ part, ms }];
  });
}

/** The `share`-th of ascending values, by the nearest rank; null where there are too few for it to mean anything. */
export function quantile(values: readonly number[], share: number, fewest: number): number | null {
  if (values.length < fewest) return null;
  const ascending = [...values].sort((a, b) => a - b);
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? null;
}
