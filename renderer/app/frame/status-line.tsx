import { jobKindWords } from '../../../shared/contract/jobs.ts';
import { useConnection, useEngine, useRefusal } from '../../client/index.ts';
import { UnsavedLabels } from '../../features/annotations/index.ts';
import { gigabytes } from '../../features/images/index.ts';
import { useUnreadFailures } from '../../features/overview/index.ts';
import { useRegistry } from '../commands/index.ts';

/** A disk with less room than this is said in the line, where it is always seen. */
const lowBytes = 5e9;

/** One line of text at the bottom: workspace, engine, work that runs, what failed and nobody has read, room on the disk, who labels. */
export function StatusLine() {
  const phase = useConnection((state) => state.phase);
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const { data: settings } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  const author = typeof settings?.author === 'string' ? settings.author : null;
  const disk = info?.disk ?? null;
  const sheetKey = useRegistry(({ ownKeys }) => (ownKeys['app.keys'] ? (ownKeys['app.keys'][0] ?? null) : '?'));
  return (
    <footer className="status">
      <span>
        Workspace <b>{info?.name ?? ''}</b>
      </span>
      <span>{engineWords[phase]}</span>
      <UnsavedLabels />
      <Work />
      <Refusal />
      <span className="right opt2">
        {author ? (
          <>
            Annotator <b>{author}</b>
          </>
        ) : null}
      </span>
      {disk ? (
        <span className={disk.freeBytes < lowBytes ? 'caution' : 'opt2'}>Disk {gigabytes(disk.freeBytes)} free</span>
      ) : null}
      {sheetKey === null ? null : (
        <span className="status-end">
          <kbd>{sheetKey}</kbd> keys
        </span>
      )}
    </footer>
  );
}

const engineWords = {
  ready: 'Engine ready',
  connecting: 'Connecting to the engine',
  down: 'Engine is being started again',
} as const;

/** Always there for a screen reader to be told of what comes into it. */
function Refusal() {
  const sentence = useRefusal((state) => state.sentence);
  return (
    <span role="status" className="caution cut" title={sentence ?? undefined}>
      {sentence === null ? '' : `Not done: ${sentence}`}
    </span>
  );
}

function Work() {
  const running = useConnection((state) => state.jobs).filter((job) => job.state === 'running');
  const failures = useUnreadFailures();
  const [job] = running;
  const [failure] = failures;
  return (
    <>
      {job ? (
        <span className="cut">
          {jobKindWords[job.kind]}: {job.activity}
          {job.total ? `, ${Math.floor(job.done)} of ${job.total} ${job.unit}` : ''}
          {running.length > 1 ? `; ${running.length - 1} more` : ''}
        </span>
      ) : null}
      {failure ? (
        <span className="caution cut">
          {failures.length === 1 ? `${jobKindWords[failure.kind]} failed` : `${failures.length} jobs failed`}: see
          Overview
        </span>
      ) : null}
    </>
  );
}
