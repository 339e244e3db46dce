import './params/params.css';
import './runs.css';
import type { RunRecord } from '../../../shared/contract/runs.ts';
import { useCommands, useKeyOf } from '../../app/commands/index.ts';
import { adjustRoute, go, useRoute } from '../../app/navigation.ts';
import { useAction, useConnection } from '../../client/index.ts';
import { Button, Empty, PageHead, Panel, ProblemNotice } from '../../ui/index.ts';
import { trainCommands } from './commands.ts';
import { EstimateLine, useEstimate } from './estimate-line.tsx';
import { HelperOffer } from './helper/index.ts';
import { HistoryPanel } from './history/history-panel.tsx';
import { NextRunPanel } from './params/next-run-panel.tsx';
import { useNextParams } from './params/use-next-params.ts';
import { showLine } from './params/yaml-editor.tsx';
import { RunPanel } from './run/run-panel.tsx';
import { useRunFeed } from './run/use-run-feed.ts';
import { WaitingRuns, waitingOf } from './waiting-runs.tsx';

/** The next run as a form that is its file; a run with its curves; every run there was. */
export function TrainView() {
  const { parameters } = useRoute();
  const { draft, dataset: chosen, records, datasets } = useNextParams();
  const estimate = useEstimate(chosen, draft?.review.params ? draft.text : null);
  const train = useAction(async (client, paramsText: string) => {
    if (!chosen) return null;
    const started = await client.runs.train({ dataset: chosen.name, datasetVersion: chosen.version, paramsText });
    adjustRoute({ run: '' });
    return started.jobId;
  });
  const jobs = useConnection((state) => state.jobs);
  const isBusy = jobs.some(({ kind, state }) => state === 'running' && (kind === 'train' || kind === 'pipeline'));
  const shown = shownRecord(records ?? [], parameters.run);
  const view = useRunFeed(shown?.run.id ?? null);
  const begin = () => {
    if (!draft) return;
    const [wrong] = draft.review.findings;
    if (wrong) showLine(wrong.line);
    else if (chosen) train.mutate(draft.text);
  };
  const next = nextName(records ?? [], waitingOf(jobs).length);
  const title = isBusy ? `Queue ${next}` : `Train ${next}`;
  useCommands(trainCommands, { begin: { title, run: begin } });
  const key = useKeyOf('train.begin');
  if (datasets?.length === 0) return <NoDataset />;
  return (
    <>
      <PageHead title="Train" state={stateOf(records ?? [])}>
        {draft ? (
          <Button kind="primary" onPress={begin} {...(key ? { keys: key } : {})}>
            {title}
          </Button>
        ) : null}
      </PageHead>
      <div className="body train-grid">
        <div className="stack">
          {train.problem ? <ProblemNotice problem={train.problem} /> : null}
          <WaitingRuns lastJobId={train.data ?? null} />
          {draft ? (
            <NextRunPanel draft={draft} name={next}>
              <EstimateLine view={estimate} />
            </NextRunPanel>
          ) : null}
        </div>
        {shown ? (
          <RunPanel record={shown} view={view} />
        ) : (
          <div className="stack">
            <Empty
              title="No run yet"
              text="Its curves appear here from the first step on, and stay when it has ended."
            />
            <HelperPanel />
          </div>
        )}
        {records && records.length > 0 ? <HistoryPanel records={records} shownId={shown?.run.id ?? null} /> : null}
      </div>
    </>
  );
}

function NoDataset() {
  return (
    <>
      <PageHead title="Train" state="There is no dataset version to train on yet" />
      <div className="body empty-body">
        <Empty
          title="No dataset yet"
          text="A training learns from a frozen dataset version, so that the same run can be made again. Label images, then freeze one."
        >
          <Button kind="primary" onPress={() => go('datasets')}>
            Freeze a dataset
          </Button>
        </Empty>
        <HelperPanel />
      </div>
    </>
  );
}

/** Before there is a model, something that helps to label. */
function HelperPanel() {
  return (
    <Panel title="A helper" meta="only pre-labels" className="helper-panel">
      <HelperOffer onUse={() => go('label')} />
    </Panel>
  );
}

/** The run asked for; else the one under way; else the newest. */
function shownRecord(records: readonly RunRecord[], asked: string | undefined): RunRecord | null {
  return (
    records.find(({ run }) => run.id === asked) ??
    records.find(({ run }) => run.state === 'running') ??
    records[0] ??
    null
  );
}

function stateOf(records: readonly RunRecord[]): string {
  const running = records.find(({ run }) => run.state === 'running');
  if (running) return `${running.run.id} is training at low priority; the station keeps its own process`;
  const [newest] = records;
  if (!newest) return 'Nothing was trained yet';
  return `${newest.run.id} is ${newest.run.state}; nothing is training now`;
}

/** Those that wait become runs before it. */
function nextName(records: readonly RunRecord[], waiting: number): string {
  const last = Math.max(0, ...records.map(({ run }) => Number(run.id.slice(4))));
  return `run-${String(last + waiting + 1).padStart(4, '0')}`;
}
