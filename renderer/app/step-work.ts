import type { JobKind, JobSnapshot } from '../../shared/contract/jobs.ts';
import { pipelineReportSchema, type StageName } from '../../shared/contract/pipeline.ts';
import { count } from '../../shared/evaluation/wording.ts';
import type { RailState } from './screen.ts';

type Job = Pick<JobSnapshot, 'kind' | 'state' | 'activity' | 'done' | 'total' | 'result'>;

/** The kind of work a stage of a pipeline is; null: one that is no job of its own. */
const kindOfStage: Readonly<Record<StageName, JobKind | null>> = {
  demo: 'demo',
  import: 'import',
  freeze: 'freeze',
  train: 'train',
  register: null,
  evaluate: 'evaluate',
  export: null,
};
const stages = Object.keys(kindOfStage) as StageName[];

/** What a job is at now, or was at when it ended: of a pipeline the kind of its stage. Null: between two, or not begun. */
export function workOf({ kind, activity }: Pick<Job, 'kind' | 'activity'>): JobKind | null {
  if (kind !== 'pipeline') return kind;
  const stage = stageOf(activity);
  return stage ? kindOfStage[stage] : null;
}

/** The screen a kind of work belongs to; a pipeline's is that of the stage it is at. */
export function placeOfWork(job: Pick<Job, 'kind' | 'activity'>): string {
  return placeOf[workOf(job) ?? 'pipeline'];
}

const placeOf: Readonly<Record<JobKind, string>> = {
  import: 'images',
  demo: 'images',
  'label-inspect': 'label',
  'label-import': 'label',
  'label-export': 'label',
  'pre-label': 'label',
  freeze: 'datasets',
  'dataset-export': 'datasets',
  train: 'train',
  helper: 'train',
  evaluate: 'validate',
  pipeline: 'train',
};

/**
 * What work says of a step: how far it is while some runs, or that the newest of a kind failed, until one of that kind succeeds. Null: the
 * step's own state is to be said. `jobs` in the order they were started; `kinds`: each with its words.
 */
export function stateOfWork(
  jobs: readonly Job[],
  kinds: Readonly<Partial<Record<JobKind, { readonly runs?: string; readonly failed: string }>>>,
): RailState | null {
  const own = Object.entries(kinds) as [JobKind, { readonly runs?: string; readonly failed: string }][];
  for (const [kind, { runs }] of own) {
    const job = jobs.find((one) => one.state === 'running' && workOf(one) === kind);
    if (job) return { node: 'running', words: [runs, farWords(job)].filter(Boolean).join(', ') };
  }
  const failed = own.find(
    ([kind]) => jobs.map((job) => outcomeOf(job, kind)).findLast((one) => one !== null) === 'failed',
  );
  return failed ? { node: 'failed', words: failed[1].failed } : null;
}

function farWords({ done, total, activity }: Job): string {
  return total ? `${count(Math.floor(done))} of ${count(total)}` : activity.replace(/^\w+: /, '');
}

/** Null: the job says nothing of this kind of work, as one that was stopped, or a pipeline that did not come to it. */
function outcomeOf(job: Job, kind: JobKind): 'failed' | 'done' | null {
  if (job.state === 'stopped' || job.state === 'running') return null;
  if (job.kind !== 'pipeline') return job.kind === kind ? job.state : null;
  if (job.state === 'failed' && workOf(job) === kind) return 'failed';
  return stagesBehind(job).some((stage) => kindOfStage[stage] === kind) ? 'done' : null;
}

/** Stages that a pipeline that ended has behind it. Whether one that failed began with an import it does not say. */
function stagesBehind({ state, result, activity }: Job): StageName[] {
  if (state === 'done') return pipelineReportSchema.safeParse(result).data?.stages.map(({ name }) => name) ?? [];
  const at = stageOf(activity);
  return at ? stages.slice(stages.indexOf('freeze'), stages.indexOf(at)) : [];
}

function stageOf(activity: string): StageName | undefined {
  return stages.find((stage) => activity.startsWith(`${stage}: `));
}
