import type { RunRecord } from '../../../../shared/contract/runs.ts';
import { Panel, ProblemNotice } from '../../../ui/index.ts';
import { RunActions } from './run-actions.tsx';
import { RunCharts } from './run-charts.tsx';
import { RunLine } from './run-line.tsx';
import type { RunView } from './use-run-feed.ts';

/** One run: how far it is, its curves, and what can be done with it. */
export function RunPanel({ record, view }: { readonly record: RunRecord; readonly view: RunView | null }) {
  const { run } = record;
  const now = view?.run ?? run;
  const { problem } = now;
  return (
    <Panel title={run.id} meta={metaOf(record)} className="run-panel">
      {/* Another state of the run: what was asked of the one before is over. */}
      <RunLine key={`${run.id} ${now.state}`} run={now} view={view} />
      {problem ? <ProblemNotice problem={problem} /> : null}
      {view ? <RunCharts record={record} view={view} /> : <p className="q">Reading the events of {run.id}.</p>}
      <RunActions record={record} view={view} />
    </Panel>
  );
}

function metaOf({ run, params }: RunRecord): string {
  const start = params['pretrained.model'];
  const from = typeof start === 'string' && start !== 'random' ? start : 'random weights';
  return `${run.dataset} v${run.datasetVersion}, from ${from}`;
}
