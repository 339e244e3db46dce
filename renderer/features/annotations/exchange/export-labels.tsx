import { useState } from 'react';
import { type LabelExportReport, labelExportReportSchema } from '../../../../shared/contract/exchange.ts';
import { exportNotes } from '../../../../shared/formats/exchange/export-notes.ts';
import { type ExchangeFormat, exchangeFormats, formatTitle } from '../../../../shared/formats/exchange/format.ts';
import { shell, useAction, useConnection, useEngine } from '../../../client/index.ts';
import { Button, Checkbox, Notice, ProblemNotice, Select } from '../../../ui/index.ts';
import { PlaceField } from '../../images/index.ts';
import { Running } from './running.tsx';
import { Sentences } from './sentences.tsx';
import { pictures } from './words.ts';

/** All labels in the format of another tool, into an empty folder; what the format cannot carry is said before. */
export function ExportLabels({ onClose }: { readonly onClose: () => void }) {
  const [folder, setFolder] = useState('');
  const [format, setFormat] = useState<ExchangeFormat>('yolo');
  const [withPictures, setWithPictures] = useState(true);
  const [jobId, setJobId] = useState<string | null>(null);
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const job = useConnection(({ jobs }) => jobs.find(({ id }) => id === jobId));
  const start = useAction(async (client) => {
    const started = await client.annotations.exportLabels({ folder: folder.trim(), format, images: withPictures });
    setJobId(started.jobId);
  });
  const done = job?.state === 'done' ? labelExportReportSchema.safeParse(job.result).data : undefined;
  const counts = info?.counts;
  return (
    <>
      {jobId === null ? (
        <>
          <Select<ExchangeFormat>
            label="Format"
            value={format}
            onChange={setFormat}
            options={exchangeFormats.map((id) => ({ id, name: formatTitle[id], detail: readers[id] }))}
          />
          <PlaceField label="Empty or new folder" value={folder} onChange={setFolder} />
          <Checkbox label="Write the pictures too" isSelected={withPictures} onChange={setWithPictures} />
          {counts ? (
            <p className="q">
              {pictures(counts.withBoxes)} with boxes, {counts.noObject.toLocaleString('en-GB')} confirmed empty,{' '}
              {counts.unlabelled.toLocaleString('en-GB')} unlabelled.
            </p>
          ) : null}
          <Sentences title="What cannot be carried" sentences={exportNotes(format)} />
          {start.problem ? <ProblemNotice problem={start.problem} /> : null}
        </>
      ) : null}
      {job?.state === 'running' ? (
        <Running label="Export of labels" activity={job.activity} done={job.done} total={job.total} jobId={job.id} />
      ) : null}
      {job?.problem ? <ProblemNotice problem={job.problem} /> : null}
      {done ? <Written report={done} /> : null}
      <div className="exch-acts">
        <span className="row right">
          {jobId !== null && job?.state !== 'running' ? <Button onPress={() => setJobId(null)}>Back</Button> : null}
          {jobId === null ? <Button onPress={onClose}>Cancel</Button> : null}
          {jobId !== null ? (
            <Button kind="primary" onPress={onClose}>
              {job?.state === 'running' ? 'Go on in the background' : 'Done'}
            </Button>
          ) : folder.trim() !== '' ? (
            <Button kind="primary" onPress={() => start.mutate(undefined)}>
              Export labels
            </Button>
          ) : null}
        </span>
      </div>
    </>
  );
}

const readers: Readonly<Record<ExchangeFormat, string>> = {
  yolo: 'text beside the pictures',
  cvat: 'annotations.xml',
  'label-studio': 'tasks.json',
  'pascal-voc': 'one XML file a picture',
  coco: 'instances_default.json',
};

function Written({ report }: { readonly report: LabelExportReport }) {
  return (
    <>
      <p>
        <b>{formatTitle[report.format]}</b>: labels of {pictures(report.boxes)} with boxes and{' '}
        {report.noObject.toLocaleString('en-GB')} confirmed empty written to{' '}
        <span className="mono">{report.folder}</span>.
      </p>
      <Sentences title="Was not carried" sentences={report.notCarried} />
      {report.refused.length > 0 ? (
        <Notice kind="caution" title={`${pictures(report.refused.length)} could not be written; the labels were`} />
      ) : null}
      <Sentences title="Not written" sentences={report.refused.map(({ sentence }) => sentence)} />
      {shell ? (
        <div className="row">
          <Button icon="i-folder" onPress={() => void shell?.showInFolder(report.folder)}>
            Show the folder
          </Button>
        </div>
      ) : null}
    </>
  );
}
