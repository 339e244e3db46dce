import { type JobSnapshot, jobKindWords } from '../../../shared/contract/jobs.ts';
import { hashOf } from '../../app/navigation.ts';
import { placeOfWork } from '../../app/step-work.ts';
import { useAction, useConnection } from '../../client/index.ts';
import { Button, Panel, Progress } from '../../ui/index.ts';

/** What is being worked on, how far it is, and what came of the last. */
export function WorkPanel() {
  const jobs = useConnection((state) => state.jobs);
  const running = jobs.filter(({ state }) => state === 'running');
  const ended = jobs
    .filter(({ state }) => state !== 'running')
    .slice(-6)
    .reverse();
  const waiting = running.filter(({ activity }) => activity === 'waiting for its turn').length;
  return (
    <Panel
      title="Work"
      meta={`${running.length - waiting} running${waiting > 0 ? `, ${waiting} waiting` : ''}`}
      inside="scroll"
      className="ov-work"
    >
      {running.length === 0 ? <p className="q">Nothing is being worked on.</p> : null}
      <div className="stack">
        {running.map((job) => (
          <RunningJob key={job.id} job={job} />
        ))}
      </div>
      {ended.length > 0 ? (
        <ul className="recent">
          {ended.map((job) => (
            <li key={job.id} className="spread">
              <a href={hashOf({ screen: placeOfWork(job), parameters: {} })}>{jobKindWords[job.kind]}</a>
              <span className="s q">{endWords(job)}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}

function RunningJob({ job }: { readonly job: JobSnapshot }) {
  const stop = useAction((client, jobId: string) => client.jobs.stop({ jobId }));
  const isWaiting = job.activity === 'waiting for its turn';
  const left = job.remainingSeconds === null ? '' : `about ${timeLeft(job.remainingSeconds)} left`;
  return (
    <div className="job">
      <div className="spread">
        <b>{jobKindWords[job.kind]}</b>
        <span className="s q">{left}</span>
      </div>
      <Progress label={jobKindWords[job.kind]} done={job.done} total={job.total} isWaiting={isWaiting} />
      <div className="spread">
        <span className="s q cut">
          {job.activity}
          {job.total === null ? '' : `, ${Math.floor(job.done)} of ${job.total} ${job.unit}`}
        </span>
        <Button kind="quiet" label={`Stop: ${jobKindWords[job.kind]}`} onPress={() => stop.mutate(job.id)}>
          Stop
        </Button>
      </div>
    </div>
  );
}

/** `40 s`, `3 min`, `1 h 5 min`. */
function timeLeft(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function endWords(job: JobSnapshot): string {
  const at =
    job.finishedAt === null
      ? ''
      : new Date(job.finishedAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const how: Readonly<Record<JobSnapshot['state'], string>> = {
    running: '',
    done: 'done',
    failed: 'failed',
    stopped: 'stopped',
  };
  return `${how[job.state]} ${at}`;
}
