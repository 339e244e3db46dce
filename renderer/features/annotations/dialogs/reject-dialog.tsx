import { useState } from 'react';
import { Button, Dialog, TextField } from '../../../ui/index.ts';
import { review } from '../session/confirm.ts';

/** Sends a label back to whoever made it, with a word why. */
export function RejectDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [comment, setComment] = useState('');
  const reject = () => {
    onClose();
    setComment('');
    void review('rejected', comment.trim());
  };
  return (
    <Dialog
      title="Reject this label"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" onPress={reject}>
            Reject
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          reject();
        }}
      >
        <TextField
          label="What is wrong with it"
          value={comment}
          onChange={setComment}
          autoFocus
          help="Shown with the image. The label itself stays; it waits in the queue “Rejected in review”."
        />
      </form>
    </Dialog>
  );
}
