import { useEffect } from 'react';
import { evaluationSummarySchema } from '../../../shared/contract/evaluations.ts';
import { problemOf, useAction, useConnection } from '../../client/index.ts';
import { type Subject, versionId } from './subject.ts';
import { rememberJob, rememberLook, useView } from './view-state.ts';

/** Asks for an evaluation of a subject and follows it. `job`: the one asked for here, as it is now. */
export function useEvaluate({ model, dataset, role }: Subject) {
  const subject = `${versionId(model)} ${versionId(dataset)} ${role}`;
  const jobId = useView((state) => state.jobs[subject]);
  const job = useConnection(({ jobs }) => jobs.find(({ id }) => id === jobId)) ?? null;
  const action = useAction(async (client, person: { readonly author: string; readonly reason: string }) => {
    const started = await client.evaluations.evaluate({
      model: versionId(model),
      dataset: dataset.name,
      datasetVersion: dataset.version,
      role,
      author: person.author || 'not named',
      reason: person.reason,
    });
    rememberJob(subject, started.jobId);
  });
  return {
    job,
    isStarting: action.isPending,
    problem: action.problem ?? job?.problem ?? null,
    evaluate: action.mutate,
    stop: () => {
      if (job) void useConnection.getState().client?.jobs.stop({ jobId: job.id }).catch(problemOf);
    },
  };
}

/** The evaluation of a test role was a look: whoever asked for it here sees its pictures. */
export function useOwnLooks(): void {
  const asked = useView((state) => state.jobs);
  const jobs = useConnection((state) => state.jobs);
  useEffect(() => {
    const own = Object.values(asked);
    for (const { id, state, result } of jobs) {
      if (state !== 'done' || !own.includes(id)) continue;
      const summary = evaluationSummarySchema.safeParse(result);
      if (!summary.success || summary.data.lookId === null) continue;
      if (useView.getState().looks[summary.data.id] === undefined) rememberLook(summary.data.id, summary.data.lookId);
    }
  }, [asked, jobs]);
}
