import type { JobSnapshot } from '../../../shared/contract/jobs.ts';
import { useAction, useConnection } from '../../client/index.ts';
import { Button, ProblemNotice } from '../../ui/index.ts';

/** Trainings that were asked for and have no epochs yet: they wait for another one, or their pictures are prepared. */
export function waitingOf(jobs: readonly JobSnapshot[]): JobSnapshot[] {
  return jobs.filter(({ kind, state, unit }) => kind === 'train' && state === 'running' && unit !== 'epochs');
}

/** What waits, with a way to take it back; and why the last one asked for here did not become a run. */
export function WaitingRuns({ lastJobId }: { readonly lastJobId: string | null }) {
  const jobs = useConnection((state) => state.jobs);
  const stop = useAction((client, jobId: string) => client.jobs.stop({ jobId }));
  const waiting = waitingOf(jobs);
  const last = jobs.find(({ id }) => id === lastJobId);
  return (
    <>
      {last?.state === 'failed' && last.problem ? <ProblemNotice problem={last.problem} /> : null}
      {waiting.map((job, at) => (
        <div key={job.id} className="waiting-run" role="status">
          <span className="cut">
            <b>{waiting.length > 1 ? `Asked for, ${at + 1}` : 'Asked for'}</b>
            <span className="q">{`: ${activityWords(job)}`}</span>
          </span>
          <Button kind="quiet" onPress={() => stop.mutate(job.id)}>
            Take it back
          </Button>
        </div>
      ))}
      {stop.problem ? <ProblemNotice problem={stop.problem} /> : null}
    </>
  );
}

function activityWords({ activity, done, total, unit }: JobSnapshot): string {
  return total ? `${activity}, ${Math.floor(done)} of ${total} ${unit}` : activity;
}
