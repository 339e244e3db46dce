import { useState } from 'react';
import { labelImportReportSchema } from '../../../../shared/contract/exchange.ts';
import { formatTitle } from '../../../../shared/formats/exchange/format.ts';
import { useAction, useAuthor, useConnection } from '../../../client/index.ts';
import { Button, Notice, ProblemNotice } from '../../../ui/index.ts';
import { PlaceField } from '../../images/index.ts';
import { ImportReport } from './import-report.tsx';
import { Running } from './running.tsx';
import { type Choices, firstChoices, SourceChoices } from './source-choices.tsx';
import { useInspection } from './use-inspection.ts';
import { pictures } from './words.ts';

/** A place with labels of another tool: looked at as soon as it is named, taken over when a person has seen what that means. */
export function ImportLabels({ onClose }: { readonly onClose: () => void }) {
  const [folder, setFolder] = useState('');
  const [choices, setChoices] = useState<Choices>(firstChoices);
  const [jobId, setJobId] = useState<string | null>(null);
  const { author } = useAuthor();
  const place = folder.trim();
  const inspection = useInspection(place === '' || jobId !== null ? null : { folder: place, ...choices });
  const job = useConnection(({ jobs }) => jobs.find(({ id }) => id === jobId));
  const start = useAction(async (client) => {
    const started = await client.annotations.importLabels({
      folder: place,
      ...choices,
      author: author || 'workstation',
    });
    setJobId(started.jobId);
  });
  if (jobId !== null) {
    const done = job?.state === 'done' ? labelImportReportSchema.safeParse(job.result).data : undefined;
    return (
      <>
        {job?.state === 'running' ? (
          <Running label="Import of labels" activity={job.activity} done={job.done} total={job.total} jobId={job.id} />
        ) : null}
        {job?.problem ? <ProblemNotice problem={job.problem} /> : null}
        {done ? (
          <>
            <p>
              <b>{formatTitle[done.format]}</b>: {pictures(done.changed)} with a new label.
            </p>
            <ImportReport report={done} />
          </>
        ) : null}
        <div className="exch-acts">
          <span className="row right">
            {job?.state === 'running' ? null : <Button onPress={() => setJobId(null)}>Import more</Button>}
            <Button kind="primary" onPress={onClose}>
              {job?.state === 'running' ? 'Go on in the background' : 'Done'}
            </Button>
          </span>
        </div>
      </>
    );
  }
  const { report } = inspection;
  return (
    <>
      <PlaceField label="Folder, ZIP archive or file with the labels" value={folder} onChange={setFolder} takesFiles />
      {inspection.job ? (
        <Running
          label="Looking at the labels"
          activity={inspection.job.activity}
          done={inspection.job.done}
          total={inspection.job.total}
          jobId={null}
        />
      ) : null}
      {inspection.problem ? <ProblemNotice problem={inspection.problem} /> : null}
      {place === '' ? (
        <Notice
          title="Nothing is written yet"
          text="Name the place. What lies there is read and held against the pictures here, and you see what would change before it does."
        />
      ) : null}
      {report || choices !== firstChoices || inspection.problem?.code === 'invalid-input' ? (
        <SourceChoices choices={choices} onChange={setChoices} report={report} />
      ) : null}
      {report ? (
        <>
          <p>
            <b>{formatTitle[report.format]}</b>, {report.files === 1 ? '1 file' : `${report.files} files`}:{' '}
            {pictures(report.matched)} of this workspace.{' '}
            {report.changed > 0 ? 'Nothing is written yet.' : 'Nothing to import: no label would change.'}
          </p>
          <ImportReport report={report} />
        </>
      ) : null}
      {start.problem ? <ProblemNotice problem={start.problem} /> : null}
      <div className="exch-acts">
        <span className="row right">
          <Button onPress={onClose}>Cancel</Button>
          {report && report.changed > 0 ? (
            <Button kind="primary" onPress={() => start.mutate(undefined)}>
              Import labels of {pictures(report.changed)}
            </Button>
          ) : null}
        </span>
      </div>
    </>
  );
}
