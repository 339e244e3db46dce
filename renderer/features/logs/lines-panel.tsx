import type { LogPage } from '../../../shared/contract/logs.ts';
import { Button, Icon, Panel } from '../../ui/index.ts';
import { pageOfLines, useLogs } from './state.ts';
import { entryKey, levelWords, partName, timeOf } from './words.ts';

/** The lines, the newest first. */
export function LinesPanel({
  page,
  selected,
  onSelect,
}: {
  readonly page: LogPage;
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
}) {
  const now = new Date();
  const { entries, matched } = page;
  return (
    <Panel
      title="Lines"
      meta={`newest first, ${entries.length.toLocaleString('en-GB')} of ${matched.toLocaleString('en-GB')}`}
      inside="flush-scroll"
      className="lg-lines"
    >
      {entries.length === 0 ? <p className="lg-none q">No line passes the filter.</p> : null}
      <table className="t">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Level</th>
            <th scope="col">Part</th>
            <th scope="col">What happened</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const key = entryKey(entry);
            const { level, feature, sentence, repeated, at } = entry;
            return (
              <tr key={key} className={key === selected ? 'on' : ''}>
                <td className="nw q">{timeOf(at, now)}</td>
                <td className={level === 'info' ? 'nw q' : 'nw caution'}>
                  {level === 'info' ? null : <Icon name="i-alert" />} {levelWords[level]}
                </td>
                <td className="nw q">{partName(feature)}</td>
                <td className="lg-what">
                  <button type="button" aria-pressed={key === selected} onClick={() => onSelect(key)}>
                    {sentence}
                    {repeated > 0 ? ` (and ${repeated.toLocaleString('en-GB')} times more before)` : ''}
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {matched > entries.length && entries.length < 2000 ? (
        <div className="lg-older">
          <Button onPress={() => useLogs.setState(({ limit }) => ({ limit: Math.min(2000, limit + pageOfLines) }))}>
            Older lines
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
