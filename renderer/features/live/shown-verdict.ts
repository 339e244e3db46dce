import type { LiveFrame, LiveStatus } from '../../../shared/contract/station.ts';
import type { Verdict } from '../../../shared/domain/evaluation.ts';
import { quietLimitMs } from '../../../shared/domain/process-alarm.ts';

export type ShownVerdict = {
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly frame: LiveFrame | null;
};

/**
 * The verdict that may be shown now: a verdict of the past is none of the present. Null while nothing runs.
 * @param isAway the engine does not answer.
 */
export function shownVerdict(live: LiveStatus | null, isAway: boolean, now: number): ShownVerdict | null {
  if (live === null || live.state === 'off') return null;
  const frame = live.history.at(-1) ?? null;
  const unknown = (reason: string): ShownVerdict => ({ verdict: 'UNKNOWN', reason, frame });
  if (isAway) return unknown('the engine is being started again');
  if (live.state === 'starting') return unknown('the station is starting');
  if (live.state === 'down') return unknown('the station is down');
  if (frame === null) return unknown('no frame yet');
  const ageMs = now - Date.parse(frame.at);
  if (ageMs > quietLimitMs(live.source?.kind === 'watched', live.intervalMs))
    return unknown(`no new frame for ${Math.floor(ageMs / 1000)} s`);
  return { verdict: frame.verdict, reason: frame.reason, frame };
}
