import './first-run.css';
import { useEffect } from 'react';
import { useConnection } from '../../client/index.ts';
import { AfterView } from './after/after-view.tsx';
import { useAnswers } from './answers.ts';
import { AskView } from './ask/ask-view.tsx';

/** The four questions, and, once something was started, how it goes on and what comes next. */
export function FirstRunView() {
  const jobId = useAnswers((state) => state.jobId);
  // After a reload the answers are gone and the work goes on.
  const running = useConnection(({ jobs }) =>
    jobs.find((job) => job.state === 'running' && (job.kind === 'import' || job.kind === 'pipeline')),
  );
  const runningId = running?.id;
  useEffect(() => {
    // Kept, so that its end is seen too.
    if (jobId === null && runningId !== undefined) useAnswers.setState({ jobId: runningId });
  }, [jobId, runningId]);
  const job = useConnection(({ jobs }) => jobs.find(({ id }) => id === jobId));
  const shown = job ?? running;
  return shown ? <AfterView job={shown} /> : <AskView />;
}
