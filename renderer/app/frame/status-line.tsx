import { useConnection, useEngine } from '../../client/index.ts';

/** One line of text at the bottom: workspace, engine, work that runs, who labels. */
export function StatusLine() {
  const phase = useConnection((state) => state.phase);
  const running = useConnection((state) => state.jobs).filter((job) => job.state === 'running');
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const { data: settings } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  const author = typeof settings?.author === 'string' ? settings.author : null;
  return (
    <footer className="status">
      <span>
        Workspace <b>{info?.name ?? ''}</b>
      </span>
      <span>
        {phase === 'ready'
          ? 'Engine ready'
          : phase === 'connecting'
            ? 'Connecting to the engine'
            : 'Engine is being started again'}
      </span>
      {running.slice(0, 1).map((job) => (
        <span key={job.id} className="cut">
          {job.kind}: {job.activity}
          {job.total ? ` ${Math.floor(job.done)} of ${job.total} ${job.unit}` : ''}
        </span>
      ))}
      <span className="right opt2">
        {author ? (
          <>
            Annotator <b>{author}</b>
          </>
        ) : null}
      </span>
      <span>
        <kbd>?</kbd> keys
      </span>
    </footer>
  );
}
