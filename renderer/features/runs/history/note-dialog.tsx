import { useId, useState } from 'react';
import type { RunRecord } from '../../../../shared/contract/runs.ts';
import { useAction, useAuthor } from '../../../client/index.ts';
import { Button, Dialog, ProblemNotice, TextField } from '../../../ui/index.ts';

/** What somebody wants to remember of a run, and words to find it by. */
export function NoteDialog({ record, onClose }: { readonly record: RunRecord; readonly onClose: () => void }) {
  const id = useId();
  const { author } = useAuthor();
  const [note, setNote] = useState(record.note);
  const [tags, setTags] = useState(record.tags.join(', '));
  const save = useAction(async (client) => {
    const given = tags
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '');
    await client.runs.note({ runId: record.run.id, note, tags: given, author: author || 'not named' });
    onClose();
  });
  return (
    <Dialog
      title={`Note on ${record.run.id}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" onPress={() => save.mutate(undefined)}>
            Save note
          </Button>
        </>
      }
    >
      <div className="fld">
        <label htmlFor={id}>Note</label>
        <textarea
          id={id}
          className="input note"
          rows={4}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <TextField label="Tags" help="Divided by commas" value={tags} onChange={setTags} />
      {record.notedBy ? <p className="help">Last written by {record.notedBy}.</p> : null}
      {save.problem ? <ProblemNotice problem={save.problem} /> : null}
    </Dialog>
  );
}
