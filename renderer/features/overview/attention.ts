import type { JobSnapshot } from '../../../shared/contract/jobs.ts';
import type { RunSummary } from '../../../shared/contract/runs.ts';
import { count } from '../../../shared/evaluation/wording.ts';

/** What the workspace is like, as far as it asks for somebody. */
export type Facts = {
  readonly images: number;
  readonly unlabelled: number;
  /** Of the newest dataset version; null: none is frozen. */
  readonly dataset: {
    readonly name: string;
    readonly version: number;
    readonly newer: { readonly added: number; readonly removed: number; readonly relabelled: number };
  } | null;
  readonly runs: readonly Pick<RunSummary, 'id' | 'state' | 'problem'>[];
  readonly jobs: readonly Pick<JobSnapshot, 'id' | 'kind' | 'state' | 'problem'>[];
  /** Runs that became a model. */
  readonly registeredRuns: readonly string[];
  /** `plug v2` and whether it was evaluated; null: there is no model. */
  readonly model: { readonly name: string; readonly isEvaluated: boolean; readonly isInProduction: boolean } | null;
};

export type Attention = {
  readonly id: string;
  /** `caution`: abnormal; `info`: something to do. */
  readonly kind: 'caution' | 'info';
  readonly title: string;
  readonly detail: string;
  readonly action: {
    readonly words: string;
    readonly screen: string;
    readonly parameters: Readonly<Record<string, string>>;
  };
};

const firstSentences = (text: string) =>
  text
    .split(/(?<=\.)\s/)
    .slice(0, 2)
    .join(' ');

/** What needs somebody, the worst first: what failed, what stands still, what is out of date, what is to be done. */
export function needsAttention(facts: Facts): Attention[] {
  const { images, unlabelled, dataset, runs, jobs, registeredRuns, model } = facts;
  const list: (Attention | null)[] = [
    ...jobs
      .filter(({ state, problem }) => state === 'failed' && problem !== null)
      .map(
        ({ id, kind, problem }): Attention => ({
          id: `job-${id}`,
          kind: 'caution',
          title: `${kindWords[kind]} failed`,
          detail: firstSentences(problem?.sentence ?? ''),
          action: to(
            kind === 'train' ? 'train' : kind === 'evaluate' ? 'validate' : kind === 'freeze' ? 'datasets' : 'images',
            'Look',
          ),
        }),
      ),
    ...runs
      .filter(({ state }) => state === 'interrupted')
      .map(
        ({ id }): Attention => ({
          id,
          kind: 'caution',
          title: `Run ${id.slice(4)} was interrupted`,
          detail: 'Its finished epochs are kept; it goes on from there.',
          action: to('train', 'Resume it', { run: id }),
        }),
      ),
    ...runs
      .filter(({ id, state }, at) => at === 0 && state === 'finished' && !registeredRuns.includes(id))
      .map(
        ({ id }): Attention => ({
          id,
          kind: 'info',
          title: `Run ${id.slice(4)} is finished and not a model yet`,
          detail: 'Register its best checkpoint to measure it.',
          action: to('train', 'Open the run', { run: id }),
        }),
      ),
    unlabelled > 0
      ? {
          id: 'unlabelled',
          kind: 'info',
          title: `${count(unlabelled)} of ${count(images)} images are not labelled`,
          detail: 'What nobody has said anything of trains and measures nothing.',
          action: to('label', 'Label them'),
        }
      : null,
    dataset && newerTotal(dataset.newer) > 0
      ? {
          id: 'dataset',
          kind: 'info',
          title: `Dataset ${dataset.name} v${dataset.version} is older than ${labelWords(newerTotal(dataset.newer))}`,
          detail: 'A model trained on it has not seen them. Freeze the next version when the labels are done.',
          action: to('datasets', 'See changes'),
        }
      : null,
    model && !model.isEvaluated
      ? {
          id: 'model',
          kind: 'info',
          title: `${model.name} was not evaluated`,
          detail: 'Nothing is known yet of how often it reports what is not there.',
          action: to('validate', 'Evaluate it'),
        }
      : null,
    model?.isEvaluated && !model.isInProduction
      ? {
          id: 'promote',
          kind: 'info',
          title: `${model.name} waits for a decision`,
          detail: 'No model is in production.',
          action: to('models', 'Open Models'),
        }
      : null,
  ];
  return list.filter((entry) => entry !== null);
}

/** The one next useful step, for the primary button. */
export function nextStep({ images, unlabelled, dataset, runs, registeredRuns, model }: Facts): Attention['action'] {
  if (images === 0) return to('first-run', 'Import images');
  const labelled = images - unlabelled;
  if (dataset === null)
    return labelled >= 20 ? to('datasets', 'Freeze a dataset') : to('label', `Label ${count(unlabelled)} images`);
  const [newest] = runs;
  if (newest?.state === 'running') return to('train', 'Watch the training');
  if (newest?.state === 'interrupted' || newest?.state === 'stopped')
    return to('train', 'Resume the run', { run: newest.id });
  if (!newest) return to('train', 'Train a model');
  if (newest.state === 'finished' && !registeredRuns.includes(newest.id))
    return to('train', 'Register the model', { run: newest.id });
  if (model && !model.isEvaluated) return to('validate', 'Evaluate the model');
  if (newerTotal(dataset.newer) > 0) return to('datasets', `Freeze ${dataset.name} v${dataset.version + 1}`);
  if (unlabelled > 0) return to('label', `Label ${count(unlabelled)} images`);
  if (model && !model.isInProduction) return to('models', 'Decide on the model');
  return to('validate', 'Look at its errors');
}

const kindWords: Readonly<Record<JobSnapshot['kind'], string>> = {
  import: 'Import',
  demo: 'Making demo scenes',
  'label-import': 'Import of labels',
  'label-inspect': 'Looking through labels',
  'label-export': 'Export of labels',
  'pre-label': 'Pre-labelling',
  freeze: 'Freezing a dataset',
  train: 'Training',
  helper: 'Training a helper',
  evaluate: 'Evaluation',
  pipeline: 'Pipeline',
};

/** A kind of work in words. */
export function workWords(kind: JobSnapshot['kind']): string {
  return kindWords[kind];
}

function newerTotal({ added, removed, relabelled }: NonNullable<Facts['dataset']>['newer']): number {
  return added + removed + relabelled;
}

function labelWords(labels: number): string {
  return labels === 1 ? '1 label' : `${count(labels)} labels`;
}

function to(screen: string, words: string, parameters: Readonly<Record<string, string>> = {}): Attention['action'] {
  return { words, screen, parameters };
}
