import { tell } from '../../../client/index.ts';
import { Button, Progress } from '../../../ui/index.ts';

/** A job under way, with a way to stop it where a person started it. */
export function Running({
  label,
  activity,
  done,
  total,
  jobId,
}: {
  readonly label: string;
  readonly activity: string;
  readonly done: number;
  readonly total: number | null;
  readonly jobId: string | null;
}) {
  return (
    <div className="row">
      <div className="grow">
        <p className="q">
          {activity}
          {total ? `: ${Math.floor(done)} of ${total}` : ''}
        </p>
        <Progress label={label} done={done} total={total} />
      </div>
      {jobId === null ? null : <Button onPress={() => tell((client) => client.jobs.stop({ jobId }))}>Stop</Button>}
    </div>
  );
}
