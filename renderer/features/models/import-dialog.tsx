import { useState } from 'react';
import type { DescribedModelFile, ModelSummary } from '../../../shared/contract/models.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import { namedPreparations } from '../../../shared/geometry/named-preparations.ts';
import { useAction } from '../../client/index.ts';
import { Button, Dialog, Notice, ProblemNotice, Radios, TextField } from '../../ui/index.ts';
import { ChooseModelFile } from './choose-model-file.tsx';
import { importEnded } from './import-outcome.ts';
import { bytesWords, momentWords, preparationWords, versionName } from './words.ts';

type PreparationName = keyof typeof namedPreparations;

/** A model comes in: the file is looked at first, what it is and under which licence is said, and only then taken. */
export function ImportDialog({
  isOpen,
  onClose,
  onImported,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onImported: (model: ModelSummary) => void;
}) {
  if (!isOpen) return null;
  return <Open onClose={onClose} onImported={onImported} />;
}

function Open({
  onClose,
  onImported,
}: {
  readonly onClose: () => void;
  readonly onImported: (model: ModelSummary) => void;
}) {
  const [name, setName] = useState('');
  const [classes, setClasses] = useState('');
  const [preparation, setPreparation] = useState<PreparationName | null>(null);
  const [isAsked, setAsked] = useState(false);
  const describe = useAction(async (client, path: string) => ({ path, file: await client.models.describe({ path }) }));
  const take = useAction(
    (client, input: { path: string; name: string | null; preparation: Preparation | null; classes: string[] | null }) =>
      client.models.import(input),
  );
  const found = describe.data ?? null;
  const isOnnx = found?.file.kind === 'onnx';
  const look = (path: string) =>
    describe.mutate(path, {
      onSuccess: ({ file }) => {
        setName(file.kind === 'onnx' ? file.suggestedName : file.card.name);
        setClasses(file.kind === 'onnx' ? file.classes.join(', ') : '');
      },
    });
  const start = () => {
    setAsked(true);
    if (!found || (isOnnx && preparation === null)) return;
    const given = classes.split(',').map((one) => one.trim());
    const isRenamed = found.file.kind === 'onnx' && given.join() !== found.file.classes.join();
    take.mutate(
      {
        path: found.path,
        name: name.trim() === '' ? null : name.trim(),
        preparation: preparation && isOnnx ? { ...namedPreparations[preparation], mask: [] } : null,
        classes: isRenamed ? given : null,
      },
      {
        onError: () => importEnded('failed'),
        onSuccess: ({ model }) => {
          importEnded('done');
          onImported(model);
        },
      },
    );
  };
  if (take.data) {
    return (
      <Dialog
        title={`${versionName(take.data.model)} is registered`}
        isOpen
        onClose={onClose}
        actions={
          <Button kind="primary" onPress={onClose}>
            Close
          </Button>
        }
      >
        <ul className="mo-said">
          {take.data.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Dialog>
    );
  }
  return (
    <Dialog
      title="Import a model"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          {found ? (
            <Button kind="primary" isDisabled={take.isPending} onPress={start}>
              {take.isPending ? 'Importing' : 'Import'}
            </Button>
          ) : null}
        </>
      }
    >
      <p className="q">
        A <span className="mono">.plugsight</span> file of another Plugsight, every part checked; or a YOLOv8 or 11
        detector as <span className="mono">.onnx</span>.
      </p>
      <ChooseModelFile isBusy={describe.isPending} onChoose={look} />
      {describe.problem ? <ProblemNotice problem={describe.problem} /> : null}
      {found && !describe.problem ? <Described file={found.file} /> : null}
      {found ? (
        <TextField label="Name here" value={name} onChange={setName} help="Letters, digits and hyphens." />
      ) : null}
      {isOnnx ? (
        <>
          <TextField
            label="Classes, in the network's order"
            value={classes}
            onChange={setClasses}
            help="As the labels here call them, separated by commas."
          />
          <div>
            <b>How its pictures were prepared</b>
            <p className="s q">
              The file does not say. With another preparation than it was trained on it sees other pictures.
            </p>
            <Radios
              label="How its pictures were prepared"
              value={preparation}
              options={[
                { id: 'original', name: `As the original case: ${preparationWords(namedPreparations.original)}` },
                { id: 'default', name: `As this product: ${preparationWords(namedPreparations.default)}` },
                { id: 'none', name: 'As they are: the pictures were small already' },
              ]}
              onChange={setPreparation}
            />
            {isAsked && preparation === null ? (
              <p className="help bad">Say how its pictures were prepared; nothing was imported.</p>
            ) : null}
          </div>
        </>
      ) : null}
      {take.problem ? <ProblemNotice problem={take.problem} /> : null}
    </Dialog>
  );
}

function Described({ file }: { readonly file: DescribedModelFile }) {
  if (file.kind === 'model-file') {
    const { card } = file;
    return (
      <Notice
        title={
          file.known
            ? `This is ${file.known}, which is here already`
            : `${card.name} v${card.version}, whole: every part has its size and hash`
        }
        text={`${bytesWords(file.bytes)}, made ${momentWords(card.createdAt)}. Finds ${card.classes.join(', ')}; threshold ${card.decision.threshold.toFixed(3)}. Pictures ${preparationWords(card.preparation)}. Licence: ${card.licence ?? 'not stated'}.`}
      />
    );
  }
  const origin = [file.author, file.producer].filter((word) => word !== null).join(', ');
  return (
    <Notice
      title={`A detector of ${file.classes.join(', ')}`}
      text={`${bytesWords(file.bytes)}, input ${file.inputSize.widthPx} × ${file.inputSize.heightPx} px.${origin ? ` Made by ${origin}.` : ''} Licence: ${file.licence ?? 'not stated in the file; ask whoever made it'}.`}
    />
  );
}
