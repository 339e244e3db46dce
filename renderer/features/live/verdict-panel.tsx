import type { LiveFrame } from '../../../shared/contract/station.ts';
import { useConnection } from '../../client/index.ts';
import { Panel, ScoreBand, useNow, VerdictMark } from '../../ui/index.ts';
import { type ShownVerdict, shownVerdict } from './shown-verdict.ts';
import { useLive } from './use-live.ts';
import { timeWords } from './words.ts';

/** The verdict that holds now, in word and shape, with what it was decided by; or that of an earlier frame. */
export function VerdictPanel({ past }: { readonly past: LiveFrame | null }) {
  const live = useLive();
  const isAway = useConnection((state) => state.phase !== 'ready');
  const now = useNow();
  const shown: ShownVerdict | null = past
    ? { verdict: past.verdict, reason: past.reason, frame: past }
    : shownVerdict(live, isAway, now);
  if (!shown) return null;
  const { verdict, reason, frame } = shown;
  return (
    <Panel title="Verdict" meta={frame ? `frame ${frame.serial} at ${timeWords(frame.at)}` : ''}>
      <div className={`verdict lv-verdict${verdict === 'UNKNOWN' ? ' unknown' : ''}`}>
        <VerdictMark verdict={verdict} />
        <b>{verdict}</b>
      </div>
      {verdict === 'UNKNOWN' || !frame ? (
        <p className="lv-why">{reason ?? 'no reason was given'}</p>
      ) : (
        <div className="lv-score">
          <ScoreBand score={frame.score} threshold={frame.threshold} />
          {reason ? <p className="s">{reason}</p> : null}
        </div>
      )}
      <p className="s q">Screen only: nothing is connected to it, nothing is permitted by it.</p>
    </Panel>
  );
}
