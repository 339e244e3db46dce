import { useAction, useConnection, useEngine } from '../../../client/index.ts';
import { Button, ProblemNotice, Progress } from '../../../ui/index.ts';
import { duration } from '../words.ts';

/**
 * "Train a helper, about 3 minutes": from 20 labelled pictures on, a small network that only pre-labels. Says what it takes before, what it came
 * to after, and offers it only where it beats the mean box. `onUse`: what to do with one that does.
 */
export function HelperOffer({ onUse }: { readonly onUse?: (model: string) => void }) {
  const { data: state } = useEngine(['runs.helper'], (client) => client.runs.helper());
  const job = useConnection(({ jobs }) => jobs.findLast(({ kind }) => kind === 'helper'));
  const train = useAction((client) => client.runs.trainHelper());
  const stop = useAction((client, jobId: string) => client.jobs.stop({ jobId }));
  if (!state) return null;
  const { labelled, needed, seconds, helper, labelsSince } = state;
  if (job?.state === 'running') {
    return (
      <div className="helper-offer">
        <p>
          <b>A helper is being trained</b>
          <span className="q">{`; ${job.activity}${job.remainingSeconds === null ? '' : `, about ${duration(job.remainingSeconds)} left`}`}</span>
        </p>
        <Progress label="Helper" done={job.done} total={job.total} />
        <div className="row">
          <Button onPress={() => stop.mutate(job.id)}>Stop</Button>
          <span className="s q">Labelling goes on meanwhile.</span>
        </div>
      </div>
    );
  }
  const model = helper?.model ? `${helper.model.name}@${helper.model.version}` : null;
  const isEnough = labelled >= needed;
  return (
    <div className="helper-offer">
      {helper ? <p>{helper.sentence}</p> : <p className="q">{offerWords(labelled, needed)}</p>}
      {helper && labelsSince > 0 ? (
        <p className="q">{`${labelsSince === 1 ? '1 label was' : `${labelsSince} labels were`} saved since.`}</p>
      ) : null}
      {job?.state === 'failed' && job.problem ? <ProblemNotice problem={job.problem} /> : null}
      {train.problem ? <ProblemNotice problem={train.problem} /> : null}
      <div className="row wrap">
        {model && onUse ? <Button onPress={() => onUse(model)}>Let it propose boxes</Button> : null}
        {isEnough ? (
          <Button onPress={() => train.mutate(undefined)}>
            {`${helper ? 'Train it again' : 'Train a helper'}${seconds === null ? '' : `, about ${duration(seconds)}`}`}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function offerWords(labelled: number, needed: number): string {
  const what = 'A helper is a small network that only proposes boxes; a person accepts each of them.';
  if (labelled >= needed)
    return `${what} It is tried out on pictures it has not seen, and offered only where it beats always answering the mean box.`;
  const more = needed - labelled;
  return `${what} It needs ${needed} labelled pictures; ${labelled === 1 ? '1 is' : `${labelled} are`} labelled, ${more} more to go.`;
}
