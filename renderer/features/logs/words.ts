import type { LogEntry, LogFilter, LogLevel } from '../../../shared/contract/logs.ts';

export const levelWords: Readonly<Record<LogLevel, string>> = {
  info: 'info',
  problem: 'problem',
  fault: 'fault',
};

/** Parts of the engine in the words of the rail; a program it supervises under its own name. */
const partNames: Readonly<Record<string, string>> = {
  engine: 'Engine',
  workspace: 'Workspace',
  jobs: 'Work',
  sources: 'Import',
  images: 'Images',
  annotations: 'Label',
  datasets: 'Datasets',
  runs: 'Train',
  evaluations: 'Validate',
  models: 'Models',
  pipeline: 'Pipeline',
  station: 'Live',
  logs: 'Logs',
  vision: 'Vision host',
  trainer: 'Trainer',
};

export function partName(feature: string): string {
  return partNames[feature] ?? feature;
}

export type LogSpan = 'all' | 'hour' | 'shift' | 'week';

export const spans: readonly { readonly id: LogSpan; readonly name: string }[] = [
  { id: 'all', name: 'Any time' },
  { id: 'hour', name: 'Last hour' },
  { id: 'shift', name: 'Last 8 hours' },
  { id: 'week', name: 'Last 7 days' },
];

const spanMs: Readonly<Record<LogSpan, number>> = {
  all: Number.POSITIVE_INFINITY,
  hour: 3_600_000,
  shift: 8 * 3_600_000,
  week: 7 * 24 * 3_600_000,
};

/** Where a span begins, ISO 8601, to the minute: so that the question stays the same from one second to the next. */
export function beginOf(span: LogSpan, now: number): string | null {
  if (span === 'all') return null;
  return new Date(Math.floor((now - spanMs[span]) / 60_000) * 60_000).toISOString();
}

export type ShownLevels = 'all' | 'problems' | 'faults';

export const shownLevels: readonly { readonly id: ShownLevels; readonly name: string }[] = [
  { id: 'all', name: 'All' },
  { id: 'problems', name: 'Problems' },
  { id: 'faults', name: 'Faults' },
];

export function levelsOf(shown: ShownLevels): LogFilter['levels'] {
  return shown === 'all' ? [] : shown === 'problems' ? ['problem', 'fault'] : ['fault'];
}

/** `09:34:12`, with the day where it is another than today's. */
export function timeOf(at: string, now: Date): string {
  const then = new Date(at);
  const time = then.toLocaleTimeString('en-GB');
  if (then.toDateString() === now.toDateString()) return time;
  return `${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${time}`;
}

export function entryKey({ at, feature, sentence }: LogEntry): string {
  return `${at} ${feature} ${sentence}`;
}
