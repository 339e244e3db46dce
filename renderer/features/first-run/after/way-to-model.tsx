import type { JobSnapshot } from '../../../../shared/contract/jobs.ts';
import { useEngine } from '../../../client/index.ts';
import { NodeMark, type NodeState, Panel } from '../../../ui/index.ts';

/** Tries without an error that bound a rate of 1 in 100 at 95 %: the smallest n with 0.99^n at most 0.05 (Clopper-Pearson). */
const triesForOneInHundred = Math.ceil(Math.log(0.05) / Math.log(0.99));

/** Five steps from pictures to evidence, with what each still needs. */
export function WayToModel({
  job,
  word,
  training,
}: {
  readonly job: JobSnapshot;
  readonly word: string;
  /** How long it would take, where it can be begun now. */
  readonly training: string | null;
}) {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  if (!info) return null;
  const { counts } = info;
  const labelled = counts.noObject + counts.withBoxes;
  const isRunning = job.state === 'running';
  const stage = /^(\w+):/.exec(job.activity)?.[1];
  const step = (isDone: boolean, isNow: boolean): NodeState => (isNow ? 'running' : isDone ? 'fresh' : 'empty');
  const isImporting = isRunning && (job.kind === 'import' || stage === 'import' || stage === 'demo');
  return (
    <Panel title="The way to the first model" className="grow">
      <ol className="lin nx">
        <Step
          state={step(counts.images > 0, isImporting)}
          title="Pictures"
          words={counts.images === 0 ? 'none yet' : `${counts.images.toLocaleString('en-GB')} are in`}
        />
        <Step
          state={labelled === 0 ? 'empty' : counts.unlabelled === 0 ? 'fresh' : 'stale'}
          title="Labels"
          words={`${labelled.toLocaleString('en-GB')} so far: ${counts.withBoxes.toLocaleString('en-GB')} with a ${word}, ${counts.noObject.toLocaleString('en-GB')} without`}
        />
        <Step
          state={step(counts.datasets > 0, isRunning && stage === 'freeze')}
          title="Dataset"
          words="roles split by block, checked for leakage"
        />
        <Step
          state={step(counts.models > 0, isRunning && stage === 'train')}
          title="Training"
          words={isRunning && stage === 'train' ? 'runs now' : (training ?? 'the screen says when it will finish')}
        />
        <Step
          state={isRunning && stage === 'evaluate' ? 'running' : counts.models > 0 ? 'stale' : 'empty'}
          title="Evidence"
          words={`needs ${triesForOneInHundred} tries without a ${word} and without an error for 1 in 100`}
        />
      </ol>
    </Panel>
  );
}

function Step({ state, title, words }: { readonly state: NodeState; readonly title: string; readonly words: string }) {
  return (
    <li>
      <NodeMark state={state} />
      <span>
        <b>{title}</b>
        <br />
        <span className="s q">{words}</span>
      </span>
    </li>
  );
}
