import './import.css';
import { useState } from 'react';
import type { JobSnapshot } from '../../../../shared/contract/jobs.ts';
import { type ImportReport, importReportSchema } from '../../../../shared/contract/sources.ts';
import type { Problem } from '../../../../shared/domain/problem.ts';
import { tell } from '../../../client/index.ts';
import { Button, ProblemNotice, Progress } from '../../../ui/index.ts';
import { counted } from '../words.ts';

/** One import as it goes on, and what became of every file once it has ended. */
export function ImportProgress({ job }: { readonly job: JobSnapshot }) {
  const report = job.state === 'done' ? importReportSchema.safeParse(job.result).data : undefined;
  return (
    <div className="bigjob">
      <div className="spread">
        <span>
          <b className="xl2">{Math.floor(report ? report.filesSeen : job.done).toLocaleString('en-GB')}</b>{' '}
          <span className="q">
            {report
              ? `pictures looked at in ${seconds(report.seconds)}`
              : job.total
                ? `of ${counted(job.total, 'picture')} in`
                : job.activity}
          </span>
        </span>
        <span className="q nw">{job.state === 'running' ? paceWords(job) : ''}</span>
      </div>
      {job.state === 'running' ? (
        <div className="row">
          <div className="grow">
            <Progress label="Import" done={job.done} total={job.total} />
          </div>
          <Button onPress={() => tell((client) => client.jobs.stop({ jobId: job.id }))}>Stop</Button>
        </div>
      ) : null}
      {job.problem ? <ProblemNotice problem={job.problem} /> : null}
      {report ? <Results report={report} /> : null}
    </div>
  );
}

function Results({ report }: { readonly report: ImportReport }) {
  const { labelled, labelImport, labelProblem } = report;
  return (
    <>
      <table className="t low res">
        <tbody>
          <Row name="New" count={report.imported} words={`hashed, measured, prepared: ${report.preparation}`} />
          <Row name="Already known" count={report.alreadyKnown} words="the same file as before; nothing stored twice" />
          <Row name="Same bytes" count={report.sameBytes} words="under another name; kept once" />
          <Row
            name="Same pixels"
            count={report.samePixels}
            words="other bytes, the same picture; marked as duplicate"
          />
          <Row
            name="Labels"
            count={labelled.boxes + labelled.noObject}
            words={`${labelled.boxes.toLocaleString('en-GB')} with boxes, ${labelled.noObject.toLocaleString('en-GB')} no object, ${labelled.unlabelled.toLocaleString('en-GB')} not labelled`}
            isAlways
          />
          {labelImport ? (
            <Row
              name="From the labels' file"
              count={labelImport.changed}
              words={`${counted(labelImport.boxes, 'box', 'boxes')} on ${counted(labelImport.matched, 'picture')}`}
              isAlways
            />
          ) : null}
          <Row
            name="Refused"
            count={report.refused.length}
            words="each with its reason below; the others are in"
            isCaution
          />
        </tbody>
      </table>
      {labelProblem ? <ProblemNotice problem={labelProblem} /> : null}
      <Sentences title="Refused" problems={[...report.refused, ...(labelImport?.refused ?? [])]} />
      <Sentences title="Worth knowing" problems={[...report.warnings, ...(labelImport?.warnings ?? [])]} />
    </>
  );
}

function Row({
  name,
  count,
  words,
  isCaution = false,
  isAlways = false,
}: {
  readonly name: string;
  readonly count: number;
  readonly words: string;
  readonly isCaution?: boolean;
  readonly isAlways?: boolean;
}) {
  if (count === 0 && !isAlways) return null;
  const tone = isCaution ? 'caution' : '';
  return (
    <tr>
      <th scope="row" className={tone}>
        {name}
      </th>
      <td className={`r ${tone}`}>
        <b>{count.toLocaleString('en-GB')}</b>
      </td>
      <td className="q">{words}</td>
    </tr>
  );
}

/** Files shown at once of a long list. */
const shownAtOnce = 50;

function Sentences({ title, problems }: { readonly title: string; readonly problems: readonly Problem[] }) {
  const [shown, setShown] = useState(shownAtOnce);
  if (problems.length === 0) return null;
  return (
    <details className="sentences" open={title === 'Refused'}>
      <summary>
        {title}: {problems.length.toLocaleString('en-GB')}
      </summary>
      <ul className="s">
        {problems.slice(0, shown).map(({ sentence, file }) => (
          <li key={`${file ?? ''} ${sentence}`}>{sentence}</li>
        ))}
      </ul>
      {problems.length > shown ? (
        <Button kind="quiet" onPress={() => setShown(shown + 500)}>
          Show more
        </Button>
      ) : null}
    </details>
  );
}

function paceWords({ done, startedAt, remainingSeconds }: JobSnapshot): string {
  if (remainingSeconds === null || done === 0) return '';
  const pace = done / ((Date.now() - Date.parse(startedAt)) / 1000);
  return `about ${seconds(remainingSeconds)} left, ${pace.toFixed(1)} pictures/s`;
}

export function seconds(value: number): string {
  if (value < 90) return `${Math.max(1, Math.round(value))} s`;
  return value < 5400 ? `${Math.round(value / 60)} min` : `${(value / 3600).toFixed(1)} h`;
}
