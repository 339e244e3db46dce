import { hashOf } from '../../app/navigation.ts';
import { Icon, Panel } from '../../ui/index.ts';
import { type Facts, needsAttention } from './attention.ts';

export function AttentionPanel({ facts }: { readonly facts: Facts }) {
  const entries = needsAttention(facts);
  return (
    <Panel title="Needs attention" meta="worst first" inside="flush-scroll" className="ov-att">
      {entries.length === 0 ? <p className="ov-none q">Nothing waits for anybody.</p> : null}
      <ul className="att">
        {entries.map(({ id, kind, title, detail, action }) => (
          <li key={id}>
            <span className={`att-ic${kind === 'caution' ? ' caution' : ''}`}>
              <Icon name={kind === 'caution' ? 'i-alert' : 'i-info'} />
            </span>
            <span className="mw0">
              <b className="att-title">{title}</b>
              <span className="s q att-detail">{detail}</span>
            </span>
            <a className="btn quiet" href={hashOf({ screen: action.screen, parameters: action.parameters })}>
              {action.words}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
