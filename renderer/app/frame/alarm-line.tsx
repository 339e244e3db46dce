import { useAction } from '../../client/index.ts';
import { PriorityMark, useLivePart } from '../../features/live/index.ts';
import { Button } from '../../ui/index.ts';
import { go } from '../navigation.ts';

/** The most urgent process alarm, in its fixed place: filled until somebody acknowledged it, outlined until its condition is gone. */
export function AlarmLine() {
  const alarm = useLivePart((live) => live?.alarms[0] ?? null);
  const others = useLivePart((live) => Math.max(0, (live?.alarms.length ?? 0) - 1));
  const lastCleared = useLivePart((live) => live?.lastCleared ?? null);
  const acknowledge = useAction(async (client) => {
    if (alarm) await client.station.acknowledge({ id: alarm.id });
  });
  if (!alarm) {
    return (
      <section className="alarm" aria-label="Alarm line">
        <span className="say cut" role="status">
          No active alarm
          {lastCleared ? `. Last: ${lastCleared.title} Cleared ${time(lastCleared.clearedAt)}.` : ''}
        </span>
      </section>
    );
  }
  const isSeen = alarm.acknowledgedAt !== null;
  return (
    <section className={`alarm p${alarm.priority}${isSeen ? ' ack' : ''}`} aria-label="Alarm line">
      <PriorityMark priority={alarm.priority} />
      <span className="say cut" role={isSeen ? 'status' : 'alert'}>
        <b>{alarm.title}</b> {isSeen ? `Acknowledged ${time(alarm.acknowledgedAt ?? '')}.` : alarm.advice}
        {others > 0 ? ` And ${others} more.` : ''}
      </span>
      <span className="s nw hide-narrow">since {time(alarm.since)}</span>
      <Button onPress={() => go('live')}>Open</Button>
      {isSeen ? null : <Button onPress={() => acknowledge.mutate(undefined)}>Acknowledge</Button>}
    </section>
  );
}

function time(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB');
}
