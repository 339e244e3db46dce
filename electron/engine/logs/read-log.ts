import { dirname } from 'node:path';
import type { LogEntry, LogFilter, LogPage } from '../../../shared/contract/logs.ts';
import { layout } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

/** A page of the log, the newest first; what is kept is bounded, so it is read whole. */
export function readLog(
  { log, folder }: Workspace,
  { limit, ...filter }: LogFilter & { readonly limit: number },
): LogPage {
  const all = log.entries();
  const found = all.filter(passes(filter));
  return {
    entries: found.slice(-limit).reverse(),
    matched: found.length,
    kept: all.length,
    features: [...new Set(all.map(({ feature }) => feature))].sort(),
    oldest: all[0]?.at ?? null,
    folder: dirname(layout.log(folder, 0)),
    lost: log.lost,
  };
}

/** What passes the filter as JSON lines, the oldest first. */
export function exportLog({ log }: Workspace, filter: LogFilter): { readonly text: string; readonly entries: number } {
  const found = log.entries().filter(passes(filter));
  return { text: found.map((entry) => `${JSON.stringify(entry)}\n`).join(''), entries: found.length };
}

function passes({ levels, feature, text, from, to }: LogFilter): (entry: LogEntry) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (entry) => {
    if (levels.length > 0 && !levels.includes(entry.level)) return false;
    if (feature !== null && entry.feature !== feature) return false;
    if (from !== null && entry.at < from) return false;
    if (to !== null && entry.at >= to) return false;
    if (words.length === 0) return true;
    const whole = `${entry.sentence} ${JSON.stringify(entry.details)}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  };
}
