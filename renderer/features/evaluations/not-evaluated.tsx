import { type ReactNode, useState } from 'react';
import type { JobSnapshot } from '../../../shared/contract/jobs.ts';
import { useAuthor, useConnection } from '../../client/index.ts';
import { Button, Empty, Notice, PageHead, Panel, ProblemNotice, Progress } from '../../ui/index.ts';
import { LookForm } from './look-form.tsx';
import { type Subject, versionName } from './subject.ts';
import { useEvaluate } from './use-evaluate.ts';
import { counted } from './words.ts';

/** Nothing to look at before the model has seen these pictures: asked for here, followed here. */
export function NotEvaluated({ subject, choice }: { readonly subject: Subject; readonly choice: ReactNode }) {
  const { model, dataset, role } = subject;
  const { author, remember } = useAuthor();
  const [person, setPerson] = useState<{ readonly author: string | null; readonly reason: string }>({
    author: null,
    reason: '',
  });
  const { job, isStarting, problem, evaluate, stop } = useEvaluate(subject);
  const [isAsked, setAsked] = useState(false);
  const other = useConnection(({ jobs }) => jobs.find(({ kind, state }) => kind === 'evaluate' && state === 'running'));
  const isRunning = job?.state === 'running';
  const name = person.author ?? author;
  const isMissing = role === 'test' && (name.trim() === '' || person.reason.trim() === '');
  const start = () => {
    setAsked(true);
    if (isMissing) return;
    remember(name);
    evaluate({ author: name.trim(), reason: person.reason.trim() || 'evaluate' });
  };
  const images = counted(dataset.roles[role]?.images ?? 0, 'image');
  return (
    <>
      <PageHead
        title="Validate"
        state={`${versionName(model)} has not been evaluated on ${role} of ${versionName(dataset)}`}
      >
        {choice}
        {isRunning || isStarting ? null : (
          <Button kind="primary" onPress={start}>
            Evaluate {images}
          </Button>
        )}
      </PageHead>
      <div className="body va-one">
        {problem && !isRunning ? <ProblemNotice problem={problem} /> : null}
        {job?.state === 'stopped' ? (
          <Notice title="The evaluation was stopped" text="Nothing was stored. Evaluate again when it suits." />
        ) : null}
        {isRunning ? (
          <Running
            job={job}
            onStop={stop}
            title={`${versionName(model)} looks at ${images} of ${versionName(dataset)}`}
          />
        ) : (
          <>
            {role === 'test' ? (
              <LookForm
                subject={subject}
                author={name}
                reason={person.reason}
                isAsked={isAsked}
                onChange={(changes) => setPerson((known) => ({ ...known, ...changes }))}
                text="The evaluation is a look at it: your name and the reason are journalled before the model sees the first picture."
              />
            ) : (
              <Empty
                title="Not evaluated yet"
                text={`The model looks at ${images} in the role ${role}. Then those it gets wrong are shown here, the worst first. Nothing of the dataset or the model is changed.`}
              />
            )}
            {other ? <Notice title="Another evaluation is running" text="This one begins when it has ended." /> : null}
          </>
        )}
      </div>
    </>
  );
}

export function Running({
  job,
  title,
  onStop,
}: {
  readonly job: JobSnapshot;
  readonly title: string;
  readonly onStop: () => void;
}) {
  return (
    <Panel title={title} meta={job.total ? `${job.done} of ${job.total} ${job.unit}` : undefined}>
      <div className="va-running">
        <p className="q" role="status">
          {job.activity}
        </p>
        <Progress label={job.activity} done={job.done} total={job.total} />
        <Button icon="i-stop" onPress={onStop}>
          Stop
        </Button>
      </div>
    </Panel>
  );
}
