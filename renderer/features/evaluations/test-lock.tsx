import { type ReactNode, useState } from 'react';
import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import { useAction, useAuthor } from '../../client/index.ts';
import { Button, PageHead, ProblemNotice } from '../../ui/index.ts';
import { LookForm } from './look-form.tsx';
import { type Subject, versionName } from './subject.ts';
import { rememberLook } from './view-state.ts';

/** An evaluation of the test role is there; its pictures are shown after a look at them was journalled. */
export function TestLock({
  subject,
  evaluation,
  choice,
}: {
  readonly subject: Subject;
  readonly evaluation: EvaluationSummary;
  readonly choice: ReactNode;
}) {
  const { author, remember } = useAuthor();
  const [name, setName] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const look = useAction((client, person: { readonly author: string; readonly reason: string }) =>
    client.evaluations.look({ evaluationId: evaluation.id, ...person }),
  );
  const given = name ?? author;
  const open = () => {
    setAsked(true);
    if (given.trim() === '' || reason.trim() === '') return;
    remember(given);
    look.mutate(
      { author: given.trim(), reason: reason.trim() },
      { onSuccess: (entry) => rememberLook(evaluation.id, entry.id) },
    );
  };
  return (
    <>
      <PageHead
        title="Validate"
        state={`${versionName(subject.model)} on test of ${versionName(subject.dataset)}: locked`}
      >
        {choice}
        <Button kind="primary" onPress={open}>
          Journal a look and open
        </Button>
      </PageHead>
      <div className="body va-one">
        {look.problem ? <ProblemNotice problem={look.problem} /> : null}
        <LookForm
          subject={subject}
          author={given}
          reason={reason}
          isAsked={isAsked}
          onChange={(changes) => {
            if (changes.author !== undefined) setName(changes.author);
            if (changes.reason !== undefined) setReason(changes.reason);
          }}
          text="To see which of them the model gets wrong, give your name and a reason."
        />
      </div>
    </>
  );
}
