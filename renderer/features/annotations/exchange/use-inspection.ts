import { useEffect, useState } from 'react';
import {
  type ExchangeSource,
  type LabelImportReport,
  labelImportReportSchema,
} from '../../../../shared/contract/exchange.ts';
import type { JobSnapshot } from '../../../../shared/contract/jobs.ts';
import type { Problem } from '../../../../shared/domain/problem.ts';
import { engine, problemOf, useConnection } from '../../../client/index.ts';

/** Rest of the typing before the place is looked at. */
const restMs = 400;

export type Inspection = {
  readonly report: LabelImportReport | null;
  readonly problem: Problem | null;
  /** Under way: what it is doing, and how far it is. */
  readonly job: JobSnapshot | null;
};

const nothing: Inspection = { report: null, problem: null, job: null };

/** Looks at a place whenever it or a choice changed and rests; an answer about another place is never shown. Null: nothing to look at. */
export function useInspection(source: ExchangeSource | null): Inspection {
  const [asked, setAsked] = useState<{ readonly key: string; readonly jobId: string } | null>(null);
  const [failed, setFailed] = useState<{ readonly key: string; readonly problem: Problem } | null>(null);
  const key = source === null ? '' : JSON.stringify(source);
  const job = useConnection(({ jobs }) => jobs.find(({ id }) => id === asked?.jobId)) ?? null;
  useEffect(() => {
    if (key === '') return;
    let jobId: string | null = null;
    let isOver = false;
    const timer = setTimeout(async () => {
      try {
        ({ jobId } = await engine().annotations.inspectExchange(JSON.parse(key) as ExchangeSource));
        if (isOver) await engine().jobs.stop({ jobId });
        else setAsked({ key, jobId });
      } catch (error) {
        if (!isOver) setFailed({ key, problem: problemOf(error) });
      }
    }, restMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
      // What nobody waits for any more does not keep the disk busy; a job that has ended does not mind.
      if (jobId !== null)
        engine()
          .jobs.stop({ jobId })
          .catch(() => undefined);
    };
  }, [key]);
  if (key === '') return nothing;
  if (failed?.key === key) return { ...nothing, problem: failed.problem };
  if (asked?.key !== key || job === null || job.state === 'running')
    return { ...nothing, job: asked?.key === key ? job : null };
  const report = labelImportReportSchema.safeParse(job.result);
  return { report: report.success ? report.data : null, problem: job.problem, job: null };
}
