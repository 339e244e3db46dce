import { useState } from 'react';
import { type DatasetSummary, datasetExportReportSchema } from '../../../shared/contract/datasets.ts';
import { shell, tell, useAction, useConnection } from '../../client/index.ts';
import { Button, Dialog, ProblemNotice, Progress } from '../../ui/index.ts';
import { gigabytes, PlaceField } from '../images/index.ts';
import { count, counted } from './words.ts';

/** A version leaves the workspace as a YOLO folder with its `dataset.yaml`, into an empty or new folder. */
export function ExportDialog({ dataset, onClose }: { readonly dataset: DatasetSummary; readonly onClose: () => void }) {
  const [folder, setFolder] = useState('');
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useConnection(({ jobs }) => jobs.find(({ id }) => id === jobId));
  const { name, version } = dataset;
  const exporting = useAction(async (client) =>
    setJobId((await client.datasets.export({ name, version, folder: folder.trim() })).jobId),
  );
  const done = job?.state === 'done' ? datasetExportReportSchema.parse(job.result) : null;
  const isBusy = exporting.isPending || job?.state === 'running';
  const take = (place: string) => {
    setFolder(place);
    // What was said of the place before is of no use any more.
    setJobId(null);
  };
  const title = `${name} v${version}`;
  return (
    <Dialog
      title={done ? `${title} is exported` : `Export ${title}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          {job?.state === 'running' ? (
            <Button onPress={() => tell((client) => client.jobs.stop({ jobId: job.id }))}>Stop the export</Button>
          ) : null}
          {done && shell ? (
            <Button icon="i-folder" onPress={() => void shell?.showInFolder(done.folder)}>
              Show the folder
            </Button>
          ) : null}
          <Button onPress={onClose}>{done ? 'Close' : isBusy ? 'Close, go on exporting' : 'Cancel'}</Button>
          {isBusy || done || folder.trim() === '' ? null : (
            <Button kind="primary" onPress={() => exporting.mutate(undefined)}>{`Export v${version}`}</Button>
          )}
        </>
      }
    >
      {done ? (
        <p>
          {counted(done.images, 'image')} with their labels and the <span className="mono">dataset.yaml</span>,{' '}
          {gigabytes(done.bytes)}, lie in <span className="mono path">{done.folder}</span>.
        </p>
      ) : (
        <>
          {isBusy ? null : (
            <PlaceField
              label="Empty or new folder"
              value={folder}
              onChange={take}
              onChoose={(chosen) => take(folderIn(chosen, `${name}-v${version}`))}
            />
          )}
          <p className="q">
            Prepared pictures and labels by role, as YOLO tools read them. The version here stays as it is.
            {dataset.roles.test
              ? ' Pictures of the role test go along: what is measured on them elsewhere is not journalled here.'
              : ''}
          </p>
        </>
      )}
      {job?.state === 'running' ? (
        <>
          <Progress label="Exporting" done={job.done} total={job.total} />
          <p className="q">{`${job.activity}${job.total ? `, ${count(job.done)} of ${count(job.total)} ${job.unit}` : ''}`}</p>
        </>
      ) : null}
      {exporting.problem ? <ProblemNotice problem={exporting.problem} /> : null}
      {job?.problem ? <ProblemNotice problem={job.problem} /> : null}
    </Dialog>
  );
}

/** A new folder of this name in a chosen one, written as the chosen one's system writes it. */
function folderIn(chosen: string, name: string): string {
  const separator = /^[A-Za-z]:|^\\\\/.test(chosen) ? '\\' : '/';
  return /[\\/]$/.test(chosen) ? `${chosen}${name}` : `${chosen}${separator}${name}`;
}
