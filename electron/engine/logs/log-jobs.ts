import { type JobSnapshot, jobKindWords } from '../../../shared/contract/jobs.ts';
import type { Jobs } from '../jobs/index.ts';
import type { EngineLog } from './engine-log.ts';

/** Every job with its begin and its end; what failed with its sentence. */
export function logJobs(jobs: Jobs, log: EngineLog): void {
  jobs.onTurn((job) => {
    const words = jobKindWords[job.kind];
    const details = { job: job.id, ...(job.state === 'running' ? {} : { seconds: secondsOf(job) }) };
    switch (job.state) {
      case 'running':
        return log.info(featureOf[job.kind], `${words}: begun.`, details);
      case 'done':
        return log.info(featureOf[job.kind], `${words}: done after ${secondsOf(job)} s.`, details);
      case 'stopped':
        return log.info(featureOf[job.kind], `${words}: stopped after ${secondsOf(job)} s.`, details);
      case 'failed':
        return log.problem(featureOf[job.kind], `${words} failed: ${job.problem?.sentence ?? 'no reason was given.'}`, {
          ...details,
          code: job.problem?.code ?? '',
          ...(job.problem?.file === undefined ? {} : { file: job.problem.file }),
        });
    }
  });
}

const featureOf: Readonly<Record<JobSnapshot['kind'], string>> = {
  import: 'sources',
  demo: 'sources',
  'label-inspect': 'annotations',
  'label-import': 'annotations',
  'label-export': 'annotations',
  'pre-label': 'annotations',
  freeze: 'datasets',
  'dataset-export': 'datasets',
  train: 'runs',
  helper: 'runs',
  evaluate: 'evaluations',
  pipeline: 'pipeline',
};

function secondsOf({ startedAt, finishedAt }: JobSnapshot): number {
  return Math.round((Date.parse(finishedAt ?? startedAt) - Date.parse(startedAt)) / 100) / 10;
}
