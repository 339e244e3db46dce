import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { gravestFirst } from '../../../shared/domain/gravest-error.ts';
import { discordantTries, type PairedTries } from '../../../shared/evaluation/compare-models.ts';
import type { McNemar } from '../../../shared/evaluation/mcnemar.ts';
import { count } from '../../../shared/evaluation/wording.ts';
import { useAction, useAuthor, useGravestError } from '../../client/index.ts';
import { Button, Panel, ProblemNotice, Progress } from '../../ui/index.ts';
import type { GalleryFilter } from './gallery-filter.ts';
import type { Subject } from './subject.ts';
import { toggleFilter } from './tries-panel.tsx';
import type { Against } from './use-against.ts';
import { useEvaluate } from './use-evaluate.ts';
import { rememberLook } from './view-state.ts';

/** A second model on the same tries: who was right where, and whether that tells them apart. Absent while none is chosen. */
export function ComparePanel({
  against,
  filter,
  className,
}: {
  readonly against: Against;
  readonly filter: GalleryFilter;
  readonly className: string;
}) {
  const { subject, evaluation, isLocked, pairs, problem } = against;
  if (subject === null) return null;
  return (
    <Panel title={`${against.thisName} against ${against.otherName}, same tries`} className="va-compare">
      {problem ? <ProblemNotice problem={problem} /> : null}
      {evaluation === null ? <EvaluateOther subject={subject} name={against.otherName} /> : null}
      {evaluation !== null && isLocked ? <LookAtOther evaluationId={evaluation.id} name={against.otherName} /> : null}
      {pairs && against.opened ? <Pairs pairs={pairs} against={against} filter={filter} className={className} /> : null}
    </Panel>
  );
}

function Pairs({
  pairs,
  against,
  filter,
  className,
}: {
  readonly pairs: PairedTries;
  readonly against: Against;
  readonly filter: GalleryFilter;
  readonly className: string;
}) {
  const cells = [
    ['both-right', 'Both right', pairs.bothRight],
    ['only-this', `Only ${against.thisName} right`, pairs.onlyFirstRight],
    ['only-other', `Only ${against.otherName} right`, pairs.onlySecondRight],
    ['neither', 'Neither right', pairs.neitherRight],
  ] as const;
  const sides = gravestFirst(useGravestError(), {
    'false-positive': `without a ${className} ${sidesWords(discordantTries(pairs, 'absent'))}`,
    miss: `with a ${className} ${sidesWords(discordantTries(pairs, 'present'))}`,
  });
  return (
    <>
      <ul className="ab">
        {cells.map(([wanted, words, tries]) => (
          <li key={wanted}>
            <AriaButton className="btn" aria-pressed={filter === wanted} onPress={() => toggleFilter(filter, wanted)}>
              <span>{words}</span>
              <b>{count(tries.length)}</b>
            </AriaButton>
          </li>
        ))}
      </ul>
      <p className="s q">
        Wrong with one only: {sides.join('; ')}. {against.otherName} at its own{' '}
        {against.opened?.rematched.threshold.toFixed(2)}.
      </p>
    </>
  );
}

/** This model's count first. */
function sidesWords({ onlyFirst, onlySecond, pValue, canReachSignificance }: McNemar): string {
  const sides = `${onlyFirst} against ${onlySecond}`;
  if (!canReachSignificance) return `${sides}, fewer than 6 cannot reach p < 0.05`;
  return `${sides}, McNemar p ${pValue < 0.001 ? '< 0.001' : `= ${pValue.toFixed(3)}`}`;
}

function EvaluateOther({ subject, name }: { readonly subject: Subject; readonly name: string }) {
  const { author, remember } = useAuthor();
  const { job, problem, evaluate } = useEvaluate(subject);
  if (job?.state === 'running') {
    return (
      <>
        <p className="s q">
          {name}: {job.activity}
        </p>
        <Progress label={`${name}: ${job.activity}`} done={job.done} total={job.total} />
      </>
    );
  }
  if (subject.role === 'test') {
    return (
      <JournalLook
        words={`${name} has not seen these pictures yet.`}
        act="Journal a look and evaluate"
        onLook={(person) => {
          remember(person.author);
          evaluate(person);
        }}
      />
    );
  }
  return (
    <>
      {problem ? <ProblemNotice problem={problem} /> : null}
      <p className="s q">{name} has not seen these pictures yet.</p>
      <Button onPress={() => evaluate({ author, reason: 'evaluate' })}>Evaluate {name}</Button>
    </>
  );
}

function LookAtOther({ evaluationId, name }: { readonly evaluationId: number; readonly name: string }) {
  const look = useAction((client, person: { readonly author: string; readonly reason: string }) =>
    client.evaluations.look({ evaluationId, ...person }),
  );
  return (
    <>
      {look.problem ? <ProblemNotice problem={look.problem} /> : null}
      <JournalLook
        words={`The test role as ${name} sees it is locked too: one more look, journalled.`}
        act="Journal a look and open"
        onLook={(person) => look.mutate(person, { onSuccess: ({ id }) => rememberLook(evaluationId, id) })}
      />
    </>
  );
}

function JournalLook({
  words,
  act,
  onLook,
}: {
  readonly words: string;
  readonly act: string;
  readonly onLook: (person: { readonly author: string; readonly reason: string }) => void;
}) {
  const { author } = useAuthor();
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const isMissing = isAsked && reason.trim() === '';
  return (
    <div className="va-look">
      <p className="s q">{words}</p>
      <input
        className={`input${isMissing ? ' bad' : ''}`}
        aria-label="Why the test role is looked at"
        placeholder="Reason, journalled"
        value={reason}
        aria-invalid={isMissing}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button
        onPress={() => {
          setAsked(true);
          if (reason.trim() !== '') onLook({ author: author || 'not named', reason: reason.trim() });
        }}
      >
        {act}
      </Button>
    </div>
  );
}
