import { useEffect, useState } from 'react';
import { Button, Dialog, TextField } from '../../../ui/index.ts';

/** Who labels: asked once, kept with the workspace, and behind every box from then on. */
export function AuthorDialog({
  isOpen,
  author,
  onClose,
  onChoose,
}: {
  readonly isOpen: boolean;
  readonly author: string;
  readonly onClose: () => void;
  readonly onChoose: (name: string) => void;
}) {
  const [name, setName] = useState(author);
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (isOpen) setName(author);
    setAsked(false);
  }, [isOpen, author]);
  const choose = () => {
    setAsked(true);
    if (name.trim() !== '') onChoose(name.trim());
  };
  return (
    <Dialog
      title="Who labels?"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={choose}>
          Go on
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          choose();
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          autoFocus
          help="Stands behind every label. A review has to come from somebody else: change the name when another person sits down."
          problem={isAsked && name.trim() === '' ? 'A name is needed.' : null}
        />
      </form>
    </Dialog>
  );
}
