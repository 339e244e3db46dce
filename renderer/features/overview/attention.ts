import { type JobSnapshot, jobKindWords } from '../../../shared/contract/jobs.ts';
import type { QueueName } from '../../../shared/contract/labelling.ts';
import type { HelperState, RunSummary } from '../../../shared/contract/runs.ts';
import { type GravestError, gravestFirst } from '../../../shared/domain/gravest-error.ts';
import type { ProcessAlarm } from '../../../shared/domain/process-alarm.ts';
import { count } from '../../../shared/evaluation/wording.ts';
import { placeOfWork } from '../../app/step-work.ts';

/** What the workspace is like, as far as it asks for somebody. */
export type Facts = {
  readonly images: number;
  readonly unlabelled: number;
  /** Of the disk the workspace lies on; null: not known. */
  readonly freeBytes: number | null;
  /** Process alarms of the live station, the most urgent first. */
  readonly alarms: readonly Pick<ProcessAlarm, 'id' | 'title' | 'advice' | 'priority'>[];
  /** Of the newest import that refused files. */
  readonly refused: {
    readonly importId: number;
    readonly files: number;
    readonly at: string;
    readonly sentence: string;
  } | null;
  /** Images that wait, by queue. */
  readonly queues: Readonly<Partial<Record<QueueName, number>>>;
  /** Of the newest dataset version; null: none is frozen. */
  readonly dataset: {
    readonly name: string;
    readonly version: number;
    readonly newer: { readonly added: number; readonly removed: number; readonly relabelled: number };
  } | null;
  readonly runs: readonly Pick<RunSummary, 'id' | 'state' | 'problem'>[];
  readonly jobs: readonly Pick<JobSnapshot, 'id' | 'kind' | 'state' | 'activity' | 'problem'>[];
  /** Runs that became a model. */
  readonly registeredRuns: readonly string[];
  /** `plug v2` and whether it was evaluated; null: there is no model. */
  readonly model: { readonly name: string; readonly isEvaluated: boolean; readonly isInProduction: boolean } | null;
  /** What a helper would be trained on; null: a model of the case proposes better, nothing is left to propose on, or one is being trained. */
  readonly helper: HelperFacts | null;
  /** Of the two, said first. */
  readonly gravestError: GravestError;
  /** What a person has read and put aside: ids of entries. */
  readonly read: readonly string[];
};

export type HelperFacts = Pick<HelperState, 'labelled' | 'needed' | 'labelsSince'> & {
  /** How long it would train, in words; null: not known. */
  readonly takes: string | null;
  readonly isTrained: boolean;
};

export type Attention = {
  readonly id: string;
  /** `alarm`: the process; `caution`: abnormal in the product; `info`: something to do. */
  readonly kind: 'alarm' | 'caution' | 'info';
  readonly title: string;
  readonly detail: string;
  readonly action: Action | { readonly words: string; readonly starts: 'helper' };
  /** Of an alarm. */
  readonly priority?: ProcessAlarm['priority'];
  /** Stays until somebody says so. */
  readonly staysUntil?: 'Read' | 'Put aside';
};

export type Action = {
  readonly words: string;
  readonly screen: string;
  readonly parameters: Readonly<Record<string, string>>;
};

/** A training and its pictures want some gigabytes; below this the next job may end in the middle. */
export const lowDiskBytes = 2e9;

/** What needs somebody, the worst first: the process, what failed, what stands still, what may be wrong, what is to be done. */
export function needsAttention(facts: Facts): Attention[] {
  return [
    ...facts.alarms.map(alarmEntry),
    ...diskEntries(facts),
    ...failureEntries(facts),
    ...runEntries(facts),
    ...refusedEntries(facts),
    ...helperEntries(facts),
    ...queueEntries(facts),
    ...datasetEntries(facts),
    ...modelEntries(facts),
    ...reviewEntries(facts),
  ].filter(({ id }) => !facts.read.includes(id));
}

function alarmEntry({ id, title, advice, priority }: Facts['alarms'][number]): Attention {
  return { id, kind: 'alarm', priority, title, detail: advice, action: to('live', 'Open Live') };
}

function diskEntries({ freeBytes }: Facts): Attention[] {
  if (freeBytes === null || freeBytes >= lowDiskBytes) return [];
  return [
    {
      id: 'disk',
      kind: 'caution',
      title: `The disk of this workspace is nearly full: ${(freeBytes / 1e9).toFixed(1)} GB free`,
      detail: 'Work that finds no room stops and says so; what was saved stays. Make room, or move exports away.',
      action: to('settings', 'See the folder'),
    },
  ];
}

function failureEntries({ jobs }: Facts): Attention[] {
  return jobs.flatMap(({ id, kind, state, activity, problem }): Attention[] =>
    state === 'failed' && problem !== null
      ? [
          {
            id,
            kind: 'caution',
            title: `${jobKindWords[kind]} failed`,
            detail: firstSentences(problem.sentence),
            action: to(placeOfWork({ kind, activity }), 'Look'),
            staysUntil: 'Read',
          },
        ]
      : [],
  );
}

function runEntries({ runs, registeredRuns }: Facts): Attention[] {
  const interrupted = runs
    .filter(({ state }) => state === 'interrupted')
    .map(
      ({ id }): Attention => ({
        id,
        kind: 'caution',
        title: `Run ${id.slice(4)} was interrupted`,
        detail: 'Its finished epochs are kept; it goes on from there.',
        action: to('train', 'Resume it', { run: id }),
      }),
    );
  const [newest] = runs;
  if (newest?.state !== 'finished' || registeredRuns.includes(newest.id)) return interrupted;
  return [
    ...interrupted,
    {
      id: newest.id,
      kind: 'info',
      title: `Run ${newest.id.slice(4)} is finished and not a model yet`,
      detail: 'Register its best checkpoint to measure it.',
      action: to('train', 'Open the run', { run: newest.id }),
    },
  ];
}

function refusedEntries({ refused }: Facts): Attention[] {
  if (refused === null) return [];
  return [
    {
      id: `import-${refused.importId}`,
      kind: 'caution',
      title: `${counted(refused.files, 'file')} refused on import at ${refused.at}`,
      detail: firstSentences(refused.sentence),
      action: to('logs', 'See the log'),
      staysUntil: 'Read',
    },
  ];
}

function queueEntries({ queues, unlabelled, images, gravestError }: Facts): Attention[] {
  const entry = (queue: QueueName, words: (waiting: string) => Pick<Attention, 'title' | 'detail'>): Attention[] => {
    const waiting = queues[queue] ?? 0;
    if (waiting === 0) return [];
    const action = to('label', 'Label these', { queue });
    return [{ id: `queue-${queue}`, kind: 'info', ...words(counted(waiting, 'image')), action }];
  };
  return [
    ...gravestFirst(gravestError, {
      'false-positive': entry('model-extra', (waiting) => ({
        title: `${waiting} where the model found more than the label`,
        detail: 'A wrong label here makes the false-positive count wrong too.',
      })),
      miss: entry('model-missed', (waiting) => ({
        title: `${waiting} where the model missed what is labelled`,
        detail: 'Either the label is wrong, or the model needs more pictures like these.',
      })),
    }).flat(),
    ...entry('low-iou', (waiting) => ({
      title: `${waiting} where model and label place the box apart, IoU under 0.50`,
      detail: 'A box that lies badly teaches the wrong place and counts as an error.',
    })),
    ...entry('chosen', (waiting) => ({
      title: `${waiting} sent to the label queue by hand`,
      detail: 'From Live, Try it, Validate or Images.',
    })),
    ...(unlabelled > 0
      ? [
          {
            id: 'unlabelled',
            kind: 'info' as const,
            title: `${count(unlabelled)} of ${counted(images, 'image')} not labelled`,
            detail: 'What nobody has said anything of trains and measures nothing.',
            action: to('label', 'Label them', { queue: 'unlabelled' }),
          },
        ]
      : []),
    ...entry('rejected', (waiting) => ({
      title: `${waiting} with a label somebody rejected`,
      detail: 'A second person said that the label is wrong.',
    })),
  ];
}

/** Last, and put aside for good where nobody reviews: who works alone has no second person. */
function reviewEntries({ queues }: Facts): Attention[] {
  const waiting = queues.review ?? 0;
  if (waiting === 0) return [];
  return [
    {
      id: 'queue-review',
      kind: 'info',
      title: `${counted(waiting, 'image')} labelled, waiting for a second person`,
      detail: 'A second pair of eyes finds what one overlooks.',
      action: to('label', 'Review them', { queue: 'review' }),
      staysUntil: 'Put aside',
    },
  ];
}

/** From so many labels on, and again when as many more have come: once for each batch a helper would learn from, not after every label. */
function helperEntries({ helper, unlabelled }: Facts): Attention[] {
  if (helper === null || helper.labelled < helper.needed) return [];
  if (helper.isTrained && helper.labelsSince < helper.needed) return [];
  const words = `Train ${helper.isTrained ? 'the helper again' : 'a helper'}${helper.takes === null ? '' : `, about ${helper.takes}`}`;
  return [
    {
      id: 'helper',
      kind: 'info',
      title: helper.isTrained
        ? `${counted(helper.labelsSince, 'label')} saved since the helper was trained`
        : `${counted(helper.labelled, 'image')} labelled: enough for a helper`,
      detail: `A small network that only proposes boxes for the other ${count(unlabelled)}. Kept only where it beats the mean box.`,
      action: { words, starts: 'helper' },
    },
  ];
}

function datasetEntries({ dataset }: Facts): Attention[] {
  const newer = dataset === null ? 0 : newerTotal(dataset.newer);
  if (dataset === null || newer === 0) return [];
  return [
    {
      id: 'dataset',
      kind: 'info',
      title: `Dataset ${dataset.name} v${dataset.version} is older than ${counted(newer, 'label')}`,
      detail: 'A model trained on it has not seen them. Freeze the next version when the labels are done.',
      action: to('datasets', 'See changes'),
    },
  ];
}

function modelEntries({ model }: Facts): Attention[] {
  if (model === null) return [];
  if (!model.isEvaluated) {
    return [
      {
        id: 'model',
        kind: 'info',
        title: `${model.name} was not evaluated`,
        detail: 'Nothing is known yet of how often it reports what is not there.',
        action: to('validate', 'Evaluate it'),
      },
    ];
  }
  if (model.isInProduction) return [];
  return [
    {
      id: 'promote',
      kind: 'info',
      title: `${model.name} waits for a decision`,
      detail: 'No model is in production.',
      action: to('models', 'Open Models'),
    },
  ];
}

function firstSentences(text: string): string {
  return text
    .split(/(?<=\.)\s/)
    .slice(0, 2)
    .join(' ');
}

export function newerTotal({ added, removed, relabelled }: NonNullable<Facts['dataset']>['newer']): number {
  return added + removed + relabelled;
}

export function counted(value: number, noun: string): string {
  return value === 1 ? `1 ${noun}` : `${count(value)} ${noun}s`;
}

export function to(screen: string, words: string, parameters: Readonly<Record<string, string>> = {}): Action {
  return { words, screen, parameters };
}
