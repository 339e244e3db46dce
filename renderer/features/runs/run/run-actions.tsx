import { useState } from 'react';
import type { RunRecord } from '../../../../shared/contract/runs.ts';
import { go } from '../../../app/navigation.ts';
import { shell, useAction, useAuthor, useConnection } from '../../../client/index.ts';
import { Button, Dialog, ProblemNotice } from '../../../ui/index.ts';
import { NoteDialog } from '../history/note-dialog.tsx';
import type { RunView } from './use-run-feed.ts';

/** What comes after the training: a model, its evaluation, the pictures; the folder and what somebody wants to remember. */
export function RunActions({ record, view }: { readonly record: RunRecord; readonly view: RunView | null }) {
  const { run, models } = record;
  const [isNoting, setNoting] = useState(false);
  const model = models.at(-1);
  const state = view?.run.state ?? run.state;
  return (
    <div className="run-actions">
      <Outcome record={record} />
      <div className="row wrap">
        {state === 'finished' && !model ? <RegisterButton runId={run.id} /> : null}
        {model ? <EvaluateButton record={record} model={`${model.name}@${model.version}`} /> : null}
        {model ? (
          <Button onPress={() => go('validate', { model: `${model.name}@${model.version}` })}>Go to Validate</Button>
        ) : null}
        <Button onPress={() => setNoting(true)}>
          {record.note || record.tags.length > 0 ? 'Edit note' : 'Add note'}
        </Button>
        <FolderButton path={run.folder} />
      </div>
      {isNoting ? <NoteDialog record={record} onClose={() => setNoting(false)} /> : null}
    </div>
  );
}

/** Which model became of it and what was measured, in words. */
function Outcome({ record: { models, evaluated, valImages, note, tags } }: { readonly record: RunRecord }) {
  const model = models.at(-1);
  return (
    <>
      {model ? (
        <p className="q">
          Became <b>{`${model.name} v${model.version}`}</b>
          {evaluated
            ? `; mAP50 on val ${evaluated.map50.toFixed(3)}${evaluated.low === null || evaluated.high === null ? '' : ` (95 %: ${evaluated.low.toFixed(3)} to ${evaluated.high.toFixed(3)})`}, n ${valImages}; these pictures chose the checkpoint.`
            : '; not evaluated yet.'}
        </p>
      ) : null}
      {note || tags.length > 0 ? (
        <p className="q">
          {tags.map((tag) => (
            <span key={tag} className="chip">
              {tag}
            </span>
          ))}{' '}
          {note}
        </p>
      ) : null}
    </>
  );
}

function RegisterButton({ runId }: { readonly runId: string }) {
  const register = useAction((client) => client.models.register({ runId }));
  return (
    <>
      <Button onPress={() => register.mutate(undefined)} isDisabled={register.isPending}>
        {register.isPending ? 'Choosing the threshold' : 'Register best as model'}
      </Button>
      {register.problem ? <ProblemNotice problem={register.problem} /> : null}
    </>
  );
}

function EvaluateButton({ record, model }: { readonly record: RunRecord; readonly model: string }) {
  const { author } = useAuthor();
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useConnection(({ jobs }) => jobs.find(({ id }) => id === jobId));
  const evaluate = useAction(async (client) => {
    const { dataset, datasetVersion } = record.run;
    const started = await client.evaluations.evaluate({
      model,
      dataset,
      datasetVersion,
      role: 'val',
      author: author || 'not named',
    });
    setJobId(started.jobId);
  });
  const isRunning = job?.state === 'running';
  const problem = evaluate.problem ?? job?.problem ?? null;
  if (record.evaluated && !isRunning) return null;
  return (
    <>
      <Button onPress={() => evaluate.mutate(undefined)} isDisabled={isRunning || evaluate.isPending}>
        {isRunning ? `Evaluating, ${job.done} of ${job.total ?? '?'}` : 'Evaluate on val'}
      </Button>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </>
  );
}

/** In the shell the file manager opens; a browser may not, and shows the path to be copied. `name`: "folder", "YOLO folder of v1". */
export function FolderButton({ path, name = 'folder' }: { readonly path: string; readonly name?: string }) {
  const [isShown, setShown] = useState(false);
  if (shell) {
    return (
      <Button icon="i-folder" onPress={() => void shell?.showInFolder(path)}>
        {`Open the ${name}`}
      </Button>
    );
  }
  return (
    <>
      <Button icon="i-folder" onPress={() => setShown(!isShown)}>
        {`Path of the ${name}`}
      </Button>
      <Dialog
        title={`The ${name}`}
        isOpen={isShown}
        onClose={() => setShown(false)}
        actions={
          <>
            <Button onPress={() => setShown(false)}>Close</Button>
            <Button kind="primary" onPress={() => void navigator.clipboard.writeText(path)}>
              Copy the path
            </Button>
          </>
        }
      >
        <p className="mono path">{path}</p>
      </Dialog>
    </>
  );
}
