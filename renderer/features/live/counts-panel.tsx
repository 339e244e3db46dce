import type { LiveStatus } from '../../../shared/contract/station.ts';
import { wilsonInterval } from '../../../shared/evaluation/intervals.ts';
import { percent } from '../../../shared/evaluation/wording.ts';
import { IntervalLine, Panel } from '../../ui/index.ts';

/** Verdicts by picture, each picture once, with Wilson intervals. */
export function CountsPanel({ live }: { readonly live: LiveStatus }) {
  const { counts, frames, restarts, skipped } = live;
  const all = counts.PRESENT + counts.ABSENT + counts.UNKNOWN;
  return (
    <Panel
      title="Pictures judged"
      meta={frames === null ? `${number(all)} since the start` : `${number(all)} of ${number(frames)}, each once`}
      inside="flush"
    >
      <table className="t low lv-counts">
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col" className="r">
              pictures
            </th>
            <th scope="col" className="r">
              share
            </th>
            <th scope="col">95 %, Wilson</th>
          </tr>
        </thead>
        <tbody>
          {(['PRESENT', 'ABSENT', 'UNKNOWN'] as const).map((verdict) => (
            <CountRow key={verdict} name={verdict} count={counts[verdict]} all={all} />
          ))}
        </tbody>
      </table>
      {restarts > 0 || skipped > 0 ? (
        <p className="s q lv-more">
          {restarts > 0 ? `The station was started again ${times(restarts)}. ` : ''}
          {skipped > 0 ? `${number(skipped)} frames were passed over: they came faster than verdicts.` : ''}
        </p>
      ) : null}
    </Panel>
  );
}

function CountRow({ name, count, all }: { readonly name: string; readonly count: number; readonly all: number }) {
  const interval = wilsonInterval(count, all);
  return (
    <tr>
      <td>{name}</td>
      <td className="r">{number(count)}</td>
      <td className="r">{all === 0 ? '' : percent(count / all)}</td>
      <td>
        {interval ? (
          <IntervalLine
            value={count / all}
            low={interval.low}
            high={interval.high}
            from={0}
            to={1}
            label={`${name}: ${percent(count / all)}, 95 % ${percent(interval.low)} to ${percent(interval.high)}`}
          />
        ) : null}
      </td>
    </tr>
  );
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}

function times(value: number): string {
  return value === 1 ? 'once' : `${number(value)} times`;
}
