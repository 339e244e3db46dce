import type { LiveStatus } from '../../../shared/contract/station.ts';
import type { ProcessAlarm } from '../../../shared/domain/process-alarm.ts';
import { useAction } from '../../client/index.ts';
import { Button, Panel } from '../../ui/index.ts';
import { PriorityMark } from './priority-mark.tsx';
import { timeWords } from './words.ts';

/** Process alarms, the most urgent first; one that somebody has seen stays until its condition is gone. */
export function AlarmsPanel({ live: { alarms, lastCleared } }: { readonly live: LiveStatus }) {
  return (
    <Panel title="Alarms" meta={alarms.length === 0 ? 'none active' : `${alarms.length} active`}>
      {alarms.length === 0 ? (
        <>
          <p>No active alarm.</p>
          {lastCleared ? (
            <p className="s q">
              Last: {lastCleared.title} Cleared {timeWords(lastCleared.clearedAt)}.
            </p>
          ) : null}
        </>
      ) : (
        <ul className="stack">
          {alarms.map((alarm) => (
            <Alarm key={alarm.id} alarm={alarm} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Alarm({ alarm }: { readonly alarm: ProcessAlarm }) {
  const acknowledge = useAction((client) => client.station.acknowledge({ id: alarm.id }));
  const isSeen = alarm.acknowledgedAt !== null;
  return (
    <li className="lv-alarm">
      <span className={`lv-prio p${alarm.priority}${isSeen ? ' ack' : ''}`}>
        <PriorityMark priority={alarm.priority} />
      </span>
      <div>
        <b>{alarm.title}</b>
        <p className="s q">
          priority {alarm.priority}, since {timeWords(alarm.since)},{' '}
          {alarm.acknowledgedAt === null ? 'unacknowledged' : `acknowledged ${timeWords(alarm.acknowledgedAt)}`}
        </p>
        <p>{alarm.advice}</p>
        {isSeen ? null : <Button onPress={() => acknowledge.mutate(undefined)}>Acknowledge</Button>}
      </div>
    </li>
  );
}
