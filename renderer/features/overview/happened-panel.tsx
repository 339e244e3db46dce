import { hashOf } from '../../app/navigation.ts';
import { useEngine } from '../../client/index.ts';
import { Icon, Panel } from '../../ui/index.ts';

/** Lines asked for, and shown of them: that an engine began and ended is of no use to whoever comes next. */
const askedLines = 60;
const shownLines = 12;

/** The newest lines of the log: what whoever was here before did, and what came of it. */
export function HappenedPanel() {
  const { data } = useEngine(['logs.read', 'newest', askedLines], (client) => client.logs.read({ limit: askedLines }));
  const lines = data?.entries
    .filter(({ feature, level }) => feature !== 'engine' || level !== 'info')
    .slice(0, shownLines);
  return (
    <Panel
      title="What happened"
      meta={<a href={hashOf({ screen: 'logs', parameters: {} })}>all in Logs</a>}
      inside="flush-scroll"
      className="ov-happened"
    >
      {lines?.length === 0 ? <p className="ov-none q">Nothing yet.</p> : null}
      <ul className="happened">
        {lines?.map(({ at, level, feature, sentence }) => (
          <li key={`${at} ${feature} ${sentence}`}>
            <span className="q nw">{whenOf(at)}</span>
            <span className={level === 'info' ? '' : 'caution'}>
              {level === 'info' ? null : <Icon name="i-alert" label={level} />}
            </span>
            <span className="cut" title={sentence}>
              {sentence}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function whenOf(at: string): string {
  const then = new Date(at);
  const time = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (then.toDateString() === new Date().toDateString()) return time;
  return `${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${time}`;
}
