import { create } from 'zustand';
import type { LogFilter } from '../../../shared/contract/logs.ts';
import { beginOf, type LogSpan, levelsOf, type ShownLevels } from './words.ts';

export const pageOfLines = 200;

type LogsState = {
  readonly levels: ShownLevels;
  readonly feature: string | null;
  readonly text: string;
  readonly span: LogSpan;
  readonly limit: number;
  readonly isFollowing: boolean;
};

/** How the log is looked at; stays while the window is open. */
export const useLogs = create<LogsState>(() => ({
  levels: 'all',
  feature: null,
  text: '',
  span: 'all',
  limit: pageOfLines,
  isFollowing: true,
}));

/** Changes the filter; the newest lines come first again. */
export function changeLogs(changes: Partial<Omit<LogsState, 'limit'>>): void {
  useLogs.setState({ ...changes, limit: pageOfLines });
}

export function filterOf({ levels, feature, text, span }: LogsState, now: number): LogFilter {
  return { levels: levelsOf(levels), feature, text: text.trim(), from: beginOf(span, now), to: null };
}
