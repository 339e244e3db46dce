import type { RunSummary } from '../../../../shared/contract/runs.ts';
import { bestEpoch } from '../../../../shared/domain/run-progress.ts';
import { useAction } from '../../../client/index.ts';
import { Button, NodeMark, ProblemNotice, Progress } from '../../../ui/index.ts';
import { duration, endsAbout, precision, stateNode } from '../words.ts';
import type { RunView } from './use-run-feed.ts';

/** How far the run is, how long it still takes, and the one button that belongs to its state. */
export function RunLine({ run, view }: { readonly run: RunSummary; readonly view: RunView | null }) {
  const stop = useAction((client, runId: string) => client.runs.stop({ runId }));
  const resume = useAction((client, runId: string) => client.runs.resume({ runId }));
  const isRunning = run.state === 'running';
  const canResume = run.state === 'stopped' || run.state === 'interrupted' || run.state === 'failed';
  const problem = stop.problem ?? resume.problem;
  const total = view?.progress.started?.epochs ?? run.epochs;
  return (
    <div className="run-line">
      <div className="run-now">
        <span className="row on-surface">
          <NodeMark state={stateNode(run.state)} />
          <b role="status">{epochWords(run, view)}</b>
        </span>
        <span className="q cut">{timeWords(run, view)}</span>
        <span className="row right">
          {isRunning ? (
            <Button icon="i-stop" onPress={() => stop.mutate(run.id)} isDisabled={stop.isSuccess && !stop.problem}>
              {stop.isSuccess ? 'Stopping after this step' : 'Stop'}
            </Button>
          ) : null}
          {canResume ? <Button onPress={() => resume.mutate(run.id)}>Resume</Button> : null}
        </span>
      </div>
      {run.state === 'finished' ? null : (
        <Progress label={`${run.id}, epochs`} done={placeOf(view)} total={total ?? null} isWaiting={!isRunning} />
      )}
      {problem ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}

function placeOf(view: RunView | null): number {
  const { steps, epochs } = view?.progress ?? { steps: [], epochs: [] };
  return Math.max(steps.at(-1)?.at ?? 0, epochs.at(-1)?.epoch ?? 0);
}

function epochWords(run: RunSummary, view: RunView | null): string {
  const started = view?.progress.started;
  if (run.state === 'finished') {
    const best = view ? bestEpoch(view.progress) : null;
    const figure = best?.validation
      ? `, mAP50 on val ${precision(best.validation.map50)}, n ${view?.progress.started?.valImages ?? '?'}`
      : '';
    return `Finished after ${run.epochs ?? '?'} epochs; best is ${run.bestEpoch ?? '?'}${figure}`;
  }
  if (!started)
    return run.state === 'running' ? 'Starting: network and first steps are prepared' : stateWords(run.state);
  const epoch = Math.min(started.epochs, Math.floor(placeOf(view)) + 1);
  const where = `epoch ${epoch} of ${started.epochs}`;
  return run.state === 'running' ? `E${where.slice(1)}` : `${stateWords(run.state)} in ${where}`;
}

function stateWords(state: RunSummary['state']): string {
  const words = {
    running: 'Running',
    finished: 'Finished',
    stopped: 'Stopped',
    failed: 'Failed',
    interrupted: 'Interrupted',
  };
  return words[state];
}

function timeWords(run: RunSummary, view: RunView | null): string {
  const left = view?.progress.remainingSeconds;
  const speed = view?.progress.steps.at(-1)?.imagesPerSecond;
  if (run.state === 'running') {
    if (left === null || left === undefined) return '';
    const rate = speed ? `; ${speed.toFixed(1)} images/s` : '';
    return `${duration(left)} left, done about ${endsAbout(left)}${rate}`;
  }
  if (run.state === 'finished') {
    const took = run.trainingSeconds === null ? '' : duration(run.trainingSeconds);
    return `${took}${run.peakMemoryMb === null ? '' : `, ${(run.peakMemoryMb / 1000).toFixed(1)} GB of memory`}`;
  }
  return run.state === 'failed' ? '' : 'saved; it goes on exactly where it was';
}
