import { useState } from 'react';
import type { JobSnapshot } from '../../../../shared/contract/jobs.ts';
import { pipelineReportSchema, type StageName } from '../../../../shared/contract/pipeline.ts';
import { tell } from '../../../client/index.ts';
import { Button, NodeMark, type NodeState, ProblemNotice, Progress } from '../../../ui/index.ts';
import { leftWords } from './time-words.ts';

const stageWords: Readonly<Record<StageName, string>> = {
  demo: 'Scenes are drawn',
  import: 'Pictures come in',
  freeze: 'A dataset is frozen',
  train: 'A model is trained',
  register: 'Its best epoch is registered',
  evaluate: 'It is measured on pictures it has never seen',
  export: 'A file for the station is written',
};
const order = Object.keys(stageWords) as StageName[];

/** The stages of a pipeline: which are done, which runs and how far. */
export function PipelineProgress({ job }: { readonly job: JobSnapshot }) {
  const current = order.find((name) => job.activity.startsWith(`${name}:`));
  const report = job.state === 'done' ? pipelineReportSchema.safeParse(job.result).data : undefined;
  const [first, setFirst] = useState(order.length - 1);
  if (current !== undefined && order.indexOf(current) < first) setFirst(order.indexOf(current));
  const ran = report?.stages.map(({ name }) => name);
  const shown = order.filter((name, index) => (ran ? ran.includes(name) : index >= first));
  const at = report ? order.length : current === undefined ? -1 : order.indexOf(current);
  const left = leftWords(job.remainingSeconds);
  return (
    <div className="bigjob">
      {job.state === 'running' ? (
        <>
          <div className="row">
            <div className="grow">
              <Progress label="Progress of this stage" done={job.done} total={job.total} />
            </div>
            <Button onPress={() => tell((client) => client.jobs.stop({ jobId: job.id }))}>Stop</Button>
          </div>
          <p className="q">
            {job.activity.replace(/^\w+: /, '')}
            {job.total ? ` ${Math.floor(job.done)} of ${job.total} ${job.unit}` : ''}
            {left}
          </p>
        </>
      ) : null}
      {job.problem ? <ProblemNotice problem={job.problem} /> : null}
      <ol className="lin stages">
        {shown.map((name) => {
          const index = order.indexOf(name);
          const state: NodeState = index < at ? 'fresh' : index === at && job.state === 'running' ? 'running' : 'empty';
          return (
            <li key={name} aria-current={state === 'running' ? 'step' : undefined}>
              <NodeMark state={state} />
              <span>{stageWords[name]}</span>
            </li>
          );
        })}
      </ol>
      {report ? (
        <ul className="sentencelist">
          {report.sentences.slice(0, 6).map((sentence) => (
            <li key={sentence} className={sentence.startsWith('  ') ? 's q' : ''}>
              {sentence.trim()}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
