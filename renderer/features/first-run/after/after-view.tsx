import type { JobSnapshot } from '../../../../shared/contract/jobs.ts';
import type { PipelineEstimate } from '../../../../shared/contract/pipeline.ts';
import { targetWordOf } from '../../../../shared/domain/target-word.ts';
import { go } from '../../../app/navigation.ts';
import { useEngine } from '../../../client/index.ts';
import { Button, PageHead, Panel, ProblemNotice, useNow } from '../../../ui/index.ts';
import { ImportProgress } from '../../images/index.ts';
import { HelperOffer } from '../../runs/helper/index.ts';
import { useAnswers } from '../answers.ts';
import { RehearsalNotice } from '../rehearsal-notice.tsx';
import { useBegin } from '../use-begin.ts';
import { NewestPictures } from './newest-pictures.tsx';
import { PipelineProgress } from './pipeline-progress.tsx';
import { takesWords, trainingSentence } from './time-words.ts';
import { useTrainingEstimate } from './use-estimate.ts';
import { WayToModel } from './way-to-model.tsx';

/** What was started from the sheet, how far it is, and what comes next. */
export function AfterView({ job }: { readonly job: JobSnapshot }) {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const { data: settings } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  const begin = useBegin();
  const word = targetWordOf(settings, info?.classes);
  const labelled = info ? info.counts.noObject + info.counts.withBoxes : 0;
  const isRunning = job.state === 'running';
  const isPipeline = job.kind === 'pipeline';
  // Both kinds of answers are needed to learn from, and nothing else may be using the machine's cores.
  const canTrain = !isPipeline && !isRunning && (info?.counts.withBoxes ?? 0) > 0;
  const estimate = useTrainingEstimate(word, begin.isRehearsal, canTrain);
  const now = new Date(useNow(60_000));
  const isTrained = isPipeline && job.state === 'done';
  return (
    <>
      <PageHead
        title={info?.name ?? ''}
        state={stateSentence(job, labelled, canTrain && estimate ? trainingSentence(estimate, now) : '')}
      >
        {job.state === 'failed' || job.state === 'stopped' ? (
          <Button onPress={() => useAnswers.setState({ jobId: null })}>Back to the questions</Button>
        ) : null}
        {isTrained ? (
          <Button kind="primary" onPress={() => go('try')}>
            Try the model
          </Button>
        ) : canTrain ? (
          <>
            <Button onPress={() => go('label')}>Go on labelling</Button>
            <Button kind="primary" onPress={() => begin.train(word)}>
              Train the first model
            </Button>
          </>
        ) : isPipeline ? null : (
          <Button kind="primary" onPress={() => go('label')}>
            Label from here
          </Button>
        )}
      </PageHead>
      <div className="body flows fr2-grid">
        <div className="stack">
          <Panel
            title={isPipeline ? 'From pictures to a model' : 'Import'}
            meta={`started ${new Date(job.startedAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`}
          >
            {isPipeline ? <PipelineProgress job={job} /> : <ImportProgress job={job} />}
            {begin.problem ? <ProblemNotice problem={begin.problem} /> : null}
          </Panel>
          <NewestPictures />
        </div>
        <div className="stack">
          {begin.isRehearsal ? <RehearsalNotice /> : null}
          <WayToModel job={job} word={word} training={canTrain ? trainingWords(estimate, now) : null} />
          {isPipeline || isRunning ? null : (
            <Panel title="A helper" meta="only pre-labels">
              <HelperOffer onUse={() => go('label')} />
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}

function trainingWords(estimate: PipelineEstimate | undefined, now: Date): string {
  return estimate ? takesWords(estimate, now) : 'how long it takes is being measured here';
}

function stateSentence(job: JobSnapshot, labelled: number, training: string): string {
  if (job.kind === 'pipeline') {
    if (job.state === 'running') return 'Nothing has to wait: every screen works meanwhile.';
    return job.state === 'done' ? 'The first model is trained and measured.' : 'What was finished is kept.';
  }
  if (job.state === 'running') return 'The import runs. What is in can be labelled already; nothing has to wait.';
  if (job.state !== 'done') return 'What came in is kept.';
  return labelled > 0
    ? `${labelled.toLocaleString('en-GB')} pictures are labelled: enough to begin with.${training}`
    : 'The pictures are in. Label some, then train.';
}
