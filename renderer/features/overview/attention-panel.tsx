import { hashOf } from '../../app/navigation.ts';
import { useAction } from '../../client/index.ts';
import { Button, Icon, Panel, ProblemNotice } from '../../ui/index.ts';
import { PriorityMark } from '../live/index.ts';
import { type Attention, type Facts, needsAttention } from './attention.ts';
import { markAsRead } from './failures.ts';

export function AttentionPanel({ facts }: { readonly facts: Facts }) {
  const entries = needsAttention(facts);
  return (
    <Panel title="Needs attention" meta="worst first" inside="flush-scroll" className="ov-att">
      {entries.length === 0 ? <p className="ov-none q">Nothing waits for anybody.</p> : null}
      <ul className="att">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} read={facts.read} />
        ))}
      </ul>
    </Panel>
  );
}

function Entry({ entry, read }: { readonly entry: Attention; readonly read: readonly string[] }) {
  const { id, kind, title, detail, action, staysUntil } = entry;
  const train = useAction((client) => client.runs.trainHelper());
  return (
    <li>
      <span className={`att-ic ${kind}`}>
        {kind === 'alarm' ? (
          <PriorityMark priority={entry.priority ?? 2} />
        ) : (
          <Icon name={kind === 'caution' ? 'i-alert' : 'i-info'} />
        )}
      </span>
      <span className="mw0">
        <b className="att-title">{title}</b>
        <span className="s q att-detail">{detail}</span>
        {train.problem ? <ProblemNotice problem={train.problem} /> : null}
      </span>
      <span className="att-acts">
        {'starts' in action ? (
          <Button onPress={() => train.mutate(undefined)}>{action.words}</Button>
        ) : (
          <a className="btn quiet" href={hashOf({ screen: action.screen, parameters: action.parameters })}>
            {action.words}
          </a>
        )}
        {staysUntil ? (
          <Button kind="quiet" label={`${staysUntil}: ${title}`} onPress={() => markAsRead(read, id)}>
            {staysUntil}
          </Button>
        ) : null}
      </span>
    </li>
  );
}
