import { useEffect, useState } from 'react';
import type { FolderInspection } from '../../../../shared/contract/sources.ts';
import { formatTitle } from '../../../../shared/formats/exchange/format.ts';
import { problemOf, shell, useAction, useAuthor, useConnection, useKept } from '../../../client/index.ts';
import { Button, Dialog, Notice, ProblemNotice, Progress, Radios, TextField } from '../../../ui/index.ts';
import { counted } from '../words.ts';
import { chooseFolder, FolderChooser } from './folder-chooser.tsx';
import { gigabytes } from './gigabytes.ts';
import { ImportProgress } from './import-progress.tsx';
import type { Dropped } from './use-drop.ts';

type Storage = 'copy' | 'reference';

/** A folder chosen or dropped, what lies in it, copy or reference, then the import's progress and what became of each file. */
export function ImportDialog({
  isOpen,
  onClose,
  dropped,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly dropped: Dropped | null;
}) {
  const [folder, setFolder] = useState('');
  const [isChoosing, setChoosing] = useState(false);
  const [storage, setStorage] = useState<Storage>('copy');
  const [source, setSource] = useState('station');
  const [jobId, setJobId] = useState<string | null>(null);
  const { author } = useAuthor();
  // One that runs already (begun elsewhere, or before a reload) is shown first: a second one would only wait for it.
  const running = useConnection(({ jobs }) => jobs.find(({ kind, state }) => kind === 'import' && state === 'running'));
  const own = useConnection(({ jobs }) => jobs.find(({ id }) => id === jobId));
  const job = own ?? running;
  useEffect(() => {
    if (dropped?.kind !== 'folder') return;
    setFolder(dropped.folder);
    setJobId(null);
  }, [dropped]);
  const inspection = useInspection(isOpen && !job ? folder : '');
  const isSent = dropped?.kind === 'folder' && dropped.folder === folder && dropped.files > 0;
  const start = useAction(async (client, found: FolderInspection) => {
    const { format } = found.labels;
    const started = await client.sources.import({
      folder: found.folder,
      storage: isSent ? 'copy' : storage,
      source: source.trim() || 'station',
      labels: format === null || format === 'yolo' ? null : format,
      author: author || 'workstation',
    });
    setJobId(started.jobId);
  });
  const choose = async () => {
    if (!shell) return setChoosing(true);
    const chosen = await chooseFolder('Folder of pictures');
    if (chosen !== null) setFolder(chosen);
  };
  const close = () => {
    onClose();
    if (job?.state !== 'running') setJobId(null);
  };
  const found = inspection.data;
  const actions = !job ? (
    <>
      <Button onPress={close}>Cancel</Button>
      {found && !found.problem ? (
        <Button kind="primary" onPress={() => start.mutate(found)}>
          Import {counted(found.pictures, 'picture')}
        </Button>
      ) : null}
    </>
  ) : (
    <Button kind="primary" onPress={close}>
      {job?.state === 'running' ? 'Go on in the background' : 'Done'}
    </Button>
  );
  return (
    <>
      <Dialog title="Import images" isOpen={isOpen && !isChoosing} onClose={close} isWide actions={actions}>
        {job ? (
          <ImportProgress job={job} />
        ) : (
          <>
            <SentFiles dropped={dropped} />
            {isSent ? null : (
              <div className="row folderpath">
                <TextField label="Folder or share" value={folder} onChange={setFolder} />
                <Button icon="i-folder" onPress={() => void choose()}>
                  Choose
                </Button>
              </div>
            )}
            {folder !== '' && inspection.isFetching && !found ? <Notice title="Looking through the folder" /> : null}
            {inspection.error && !inspection.isFetching ? (
              <ProblemNotice problem={problemOf(inspection.error)} />
            ) : null}
            {found ? <Found found={found} /> : null}
            {found && !found.problem && !isSent ? (
              <Radios<Storage>
                label="Copy or leave them"
                value={storage}
                onChange={setStorage}
                options={[
                  {
                    id: 'copy',
                    name: `Copy into the workspace (${gigabytes(found.disk.copyBytes)})`,
                    detail: 'stays whole when the folder is cleaned up',
                  },
                  {
                    id: 'reference',
                    name: `Leave where they are (${gigabytes(found.disk.referenceBytes)})`,
                    detail: 'a picture deleted there is lost here',
                  },
                ]}
              />
            ) : null}
            {found && !found.problem ? (
              <TextField
                label="Source"
                value={source}
                onChange={setSource}
                help="Names the camera or station; part of a block's name."
              />
            ) : null}
            {start.problem ? <ProblemNotice problem={start.problem} /> : null}
          </>
        )}
      </Dialog>
      <FolderChooser
        title="Folder of pictures"
        isOpen={isOpen && isChoosing}
        onClose={() => setChoosing(false)}
        onChoose={(chosen) => {
          setFolder(chosen);
          setChoosing(false);
        }}
      />
    </>
  );
}

/** Looks through a folder once the typing rests; once, and again when the asking component comes back. */
export function useInspection(folder: string) {
  const [asked, setAsked] = useState('');
  const [visit] = useState(() => Date.now());
  const wanted = folder.trim();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), 300);
    return () => clearTimeout(timer);
  }, [wanted]);
  const answer = useKept(
    ['sources.inspect', asked, visit],
    (client) => client.sources.inspect({ folder: asked }),
    asked !== '',
  );
  // What was found in the folder before says nothing of this one.
  const isOf = asked === wanted;
  return {
    data: isOf ? answer.data : undefined,
    error: isOf ? answer.error : null,
    isFetching: answer.isFetching || !isOf,
  };
}

function Found({ found }: { readonly found: FolderInspection }) {
  if (found.problem) return <ProblemNotice problem={found.problem} />;
  return (
    <>
      <p>
        <b>{counted(found.pictures, 'picture')} found</b>
        {found.sizes.length > 0
          ? `, ${found.sizes.map((size) => `${size.widthPx} × ${size.heightPx} px`).join(', ')}`
          : ''}
        {found.isNetworkShare ? ', on a network share' : ''}. {labelSentence(found)}
      </p>
      {found.refused.map((problem) => (
        <ProblemNotice key={problem.sentence} problem={problem} />
      ))}
    </>
  );
}

/** What is known of labels beside the pictures, in a sentence. */
export function labelSentence({ labels, pictures }: FolderInspection): string {
  const { format, labelled, classes, declaration } = labels;
  if (format === null) return 'No label files lie beside them. Labels can also come later.';
  const named = classes.length > 0 ? `: ${classes.join(', ')}` : '';
  const split = declaration ? ` ${declaration} says which picture has which role.` : '';
  if (labelled === null) return `Labels in ${formatTitle[format]} lie beside them.`;
  return `${labelled.toLocaleString('en-GB')} of ${pictures.toLocaleString('en-GB')} have a label in ${formatTitle[format]}${named}.${split}`;
}

function SentFiles({ dropped }: { readonly dropped: Dropped | null }) {
  if (dropped === null) return null;
  if (dropped.kind === 'failed')
    return <Notice kind="caution" title="What was dropped was not taken" text={dropped.sentence} />;
  if (dropped.kind === 'folder') {
    return dropped.files > 0 ? (
      <p className="q">{counted(dropped.files, 'file')} dropped here, copied into the workspace.</p>
    ) : null;
  }
  return (
    <>
      <p className="q">
        Taking what was dropped: {dropped.done} of {dropped.total} files
      </p>
      <Progress label="Taking files" done={dropped.done} total={dropped.total} />
    </>
  );
}
