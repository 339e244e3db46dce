import { type ReactNode, useState } from 'react';
import type { Problem } from '../../../shared/domain/problem.ts';
import { useAuthor } from '../../client/index.ts';
import { Button, Dialog, ProblemNotice, TextField } from '../../ui/index.ts';

/** Who decides and why: a decision is journalled under a name. `reason` null: none is asked for. */
export function PersonDialog({
  title,
  act,
  reason,
  problem,
  isPending,
  onClose,
  onDone,
  children,
}: {
  readonly title: string;
  readonly act: string;
  readonly reason: { readonly label: string; readonly isNeeded: boolean } | null;
  readonly problem: Problem | null;
  readonly isPending: boolean;
  readonly onClose: () => void;
  readonly onDone: (person: { readonly author: string; readonly comment: string }) => void;
  readonly children?: ReactNode;
}) {
  const { author } = useAuthor();
  const [name, setName] = useState<string | null>(null);
  const [comment, setComment] = useState('');
  const [isAsked, setAsked] = useState(false);
  const given = (name ?? author).trim();
  const needsComment = reason?.isNeeded === true && comment.trim() === '';
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            kind="primary"
            isDisabled={isPending}
            onPress={() => {
              setAsked(true);
              if (given !== '' && !needsComment) onDone({ author: given, comment: comment.trim() });
            }}
          >
            {act}
          </Button>
        </>
      }
    >
      {children}
      <TextField
        label="Your name"
        value={name ?? author}
        onChange={setName}
        autoFocus={author === ''}
        problem={isAsked && given === '' ? 'A decision is journalled under a name.' : null}
      />
      {reason ? (
        <TextField
          label={reason.label}
          value={comment}
          onChange={setComment}
          autoFocus={author !== ''}
          help="In a few words, for the journal."
          problem={isAsked && needsComment ? 'This decision needs its reason in the journal.' : null}
        />
      ) : null}
      {problem ? <ProblemNotice problem={problem} /> : null}
    </Dialog>
  );
}
