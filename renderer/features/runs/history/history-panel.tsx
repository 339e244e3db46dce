import { useMemo, useState } from 'react';
import type { RunRecord } from '../../../../shared/contract/runs.ts';
import { adjustRoute } from '../../../app/navigation.ts';
import { Button, IntervalLine, NodeMark, Panel, qualityLineStart } from '../../../ui/index.ts';
import { duration, precision, stateNode } from '../words.ts';
import { CompareDialog } from './compare-dialog.tsx';
import { type HistoryRow, historyRows, type Sort, type SortKey, sorted } from './table-rows.ts';

/** Curves of more runs than this cannot be told apart. */
const comparedAtMost = 4;

/** Every run: what was changed, what came of it. Rows are chosen to be shown above, boxes to be compared. */
export function HistoryPanel({
  records,
  shownId,
}: {
  readonly records: readonly RunRecord[];
  readonly shownId: string | null;
}) {
  const [sort, setSort] = useState<Sort>({ key: 'run', isDescending: true });
  const [compared, setCompared] = useState<readonly string[]>([]);
  const [isComparing, setComparing] = useState(false);
  const rows = useMemo(() => sorted(historyRows(records), sort), [records, sort]);
  const lineFrom = qualityLineStart(records.flatMap(({ run, evaluated }) => [run.valMap50, evaluated?.low ?? null]));
  const toggle = (id: string) =>
    setCompared((before) =>
      before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(-comparedAtMost),
    );
  const header = (key: SortKey, words: string, isRight = false) => (
    <SortHeader sort={sort} sortKey={key} onSort={setSort} isRight={isRight}>
      {words}
    </SortHeader>
  );
  return (
    <Panel
      className="run-history"
      inside="flush-scroll"
      title="History"
      meta={
        <span className="row">
          <span className="hide-narrow">interval: 95 %, from 40 blocks on; n: val images</span>
          {compared.length >= 2 ? (
            <Button kind="quiet" onPress={() => setComparing(true)}>{`Compare ${compared.length} runs`}</Button>
          ) : (
            <span>tick two runs to compare them</span>
          )}
        </span>
      }
    >
      <table className="t history-table">
        <thead>
          <tr>
            <th>
              <span className="sr">Compare</span>
            </th>
            {header('run', 'Run')}
            {header('state', 'State')}
            {header('dataset', 'Dataset')}
            <th>Changed</th>
            {header('map50', 'Best mAP50', true)}
            <th className="r">n</th>
            <th className="hide-narrow">{lineFrom} to 1</th>
            {header('map5095', '50–95', true)}
            {header('time', 'time', true)}
            <th>Became, note</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RunRow
              key={row.record.run.id}
              row={row}
              isShown={row.record.run.id === shownId}
              isCompared={compared.includes(row.record.run.id)}
              onCompare={() => toggle(row.record.run.id)}
              lineFrom={lineFrom}
            />
          ))}
        </tbody>
      </table>
      {isComparing ? (
        <CompareDialog
          records={records.filter(({ run }) => compared.includes(run.id))}
          onClose={() => setComparing(false)}
        />
      ) : null}
    </Panel>
  );
}

function SortHeader({
  sort,
  sortKey,
  onSort,
  isRight,
  children,
}: {
  readonly sort: Sort;
  readonly sortKey: SortKey;
  readonly onSort: (sort: Sort) => void;
  readonly isRight: boolean;
  readonly children: string;
}) {
  const isOn = sort.key === sortKey;
  const direction = !isOn ? 'none' : sort.isDescending ? 'descending' : 'ascending';
  return (
    <th className={isRight ? 'r' : undefined} aria-sort={direction}>
      <button
        type="button"
        className="sort"
        onClick={() => onSort({ key: sortKey, isDescending: isOn ? !sort.isDescending : isRight })}
      >
        {children}
        <span aria-hidden="true">{isOn ? (sort.isDescending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

function RunRow({
  row: { record, changed },
  isShown,
  isCompared,
  onCompare,
  lineFrom,
}: {
  readonly row: HistoryRow;
  readonly isShown: boolean;
  readonly isCompared: boolean;
  readonly onCompare: () => void;
  readonly lineFrom: number;
}) {
  const { run, evaluated, models, note, tags, valImages } = record;
  const model = models.at(-1);
  const words = [model ? `${model.name} v${model.version}` : '', tags.join(', '), note].filter((part) => part !== '');
  return (
    <tr className={isShown ? 'on' : undefined} aria-selected={isShown}>
      <td>
        <label className="opt">
          <input type="checkbox" aria-label={`Compare ${run.id}`} checked={isCompared} onChange={onCompare} />
        </label>
      </td>
      <td>
        <button type="button" className="as-link" onClick={() => adjustRoute({ run: run.id })}>
          {run.id}
        </button>
      </td>
      <td>
        <span className={`row g6 on-surface${run.state === 'failed' ? ' caution' : ''}`}>
          <NodeMark state={stateNode(run.state)} />
          {run.state}
        </span>
      </td>
      <td className="nw">{`${run.dataset} v${run.datasetVersion}`}</td>
      <td className="cut changed-cell" title={changed}>
        {changed || 'nothing'}
      </td>
      <td className="r">{precision(run.valMap50)}</td>
      <td className="r">{run.valMap50 === null ? '' : valImages}</td>
      <td className="hide-narrow">
        {run.valMap50 === null ? null : (
          <IntervalLine
            value={run.valMap50}
            low={evaluated?.low ?? null}
            high={evaluated?.high ?? null}
            from={lineFrom}
            to={1}
            label={`mAP50 ${precision(run.valMap50)}${evaluated?.low == null || evaluated.high === null ? ', no interval' : `, 95 % interval ${precision(evaluated.low)} to ${precision(evaluated.high)}`}`}
          />
        )}
      </td>
      <td className="r">{precision(run.valMap5095)}</td>
      <td className="r">{run.trainingSeconds === null ? '' : duration(run.trainingSeconds)}</td>
      <td className="q cut note-cell" title={words.join('; ')}>
        {run.problem ? run.problem.sentence : words.join('; ')}
      </td>
    </tr>
  );
}
