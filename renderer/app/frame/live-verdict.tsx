import { useConnection } from '../../client/index.ts';
import { shownVerdict, useLive } from '../../features/live/index.ts';
import { useNow, VerdictMark } from '../../ui/index.ts';

/** The verdict that holds now, on every screen, while the station runs. */
export function LiveVerdict() {
  const live = useLive();
  const isAway = useConnection((state) => state.phase !== 'ready');
  const now = useNow();
  const shown = shownVerdict(live, isAway, now);
  if (!shown) return null;
  return (
    <span className={`mini-verdict${shown.verdict === 'UNKNOWN' ? ' caution' : ''}`} title={shown.reason ?? ''}>
      <VerdictMark verdict={shown.verdict} />
      <span>
        Live <b>{shown.verdict}</b>
      </span>
    </span>
  );
}
