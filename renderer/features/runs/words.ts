import type { RunSummary } from '../../../shared/contract/runs.ts';
import type { NodeState } from '../../ui/index.ts';

/** `18 s`, `25 min`, `2 h 05 min`: as exact as anybody plans by. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 90) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 120) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** Time of day when something ends that takes `seconds` from `now`; with the day when that is another one. */
export function endsAbout(seconds: number, now = new Date()): string {
  const end = new Date(now.getTime() + seconds * 1000);
  const time = end.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (end.toDateString() === now.toDateString()) return time;
  return `${time} on ${end.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })}`;
}

export function stateNode(state: RunSummary['state']): NodeState {
  if (state === 'finished') return 'fresh';
  if (state === 'running') return 'running';
  return state === 'failed' ? 'failed' : 'stale';
}

/** A figure of average precision: three digits. */
export function precision(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : value.toFixed(3);
}

/** A parameter's value as the file has it. */
export function shownParam(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return value;
  return JSON.stringify(value).replaceAll('"', '').replaceAll(',', ', ').replaceAll(':', ': ');
}
