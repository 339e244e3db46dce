import type { QueueName } from '../../../../shared/contract/labelling.ts';
import { seededRandom } from '../../../../shared/domain/random.ts';
import { disagreements, type ImageLookup, labelStates, reviewStates } from '../../images/index.ts';

/** So far from its threshold, to either side, a model's highest score leaves it open what a person would say. */
export const uncertainWithin = 0.15;
export const auditSampleSize = 50;

export type Asker = {
  /** Rows of what this person labelled: a review leaves them out. */
  readonly own: ReadonlySet<number>;
  readonly auditSeed: number;
};

/**
 * Positions of the images that belong into a queue by what is known of them, in the order in which they are worked: by time, so that
 * neighbours look alike; disagreements and doubt by how much they matter. `chosen` is a list of its own and not found here.
 */
export function candidates(lookup: ImageLookup, queue: Exclude<QueueName, 'chosen'>, asker: Asker): number[] {
  const { columns } = lookup.known;
  const belongs = membership(lookup, queue, asker);
  const found: number[] = [];
  for (const at of lookup.byTime) if (belongs(at)) found.push(at);
  if (queue === 'model-extra') return found.sort((a, b) => columns.score[b] - columns.score[a]);
  if (queue === 'uncertain') {
    const threshold = lookup.model.newest?.threshold ?? 0;
    return found.sort((a, b) => Math.abs(columns.score[a] - threshold) - Math.abs(columns.score[b] - threshold));
  }
  if (queue === 'audit') return sample(lookup, found, asker.auditSeed);
  return found;
}

/** Whether an image belongs into a queue now. */
export function membership(
  { known: { columns }, model }: ImageLookup,
  queue: Exclude<QueueName, 'chosen'>,
  { own }: Asker,
): (at: number) => boolean {
  const unlabelled = labelStates.indexOf('unlabelled');
  const [labelled, reviewed, rejected] = (['labelled', 'reviewed', 'rejected'] as const).map((state) =>
    reviewStates.indexOf(state),
  );
  switch (queue) {
    case 'unlabelled':
      return (at) => columns.label[at] === unlabelled;
    case 'model-extra':
    case 'model-missed':
    case 'low-iou': {
      const wanted = disagreements.indexOf(queue);
      return (at) => columns.disagreement[at] === wanted;
    }
    case 'uncertain': {
      const threshold = model.newest?.threshold ?? Number.NaN;
      // A score that is not there, or no threshold: every comparison with NaN is false.
      return (at) => Math.abs(columns.score[at] - threshold) <= uncertainWithin && columns.review[at] !== reviewed;
    }
    case 'quality':
      return (at) => columns.flags[at] !== 0;
    case 'review':
      return (at) => columns.review[at] === labelled && !own.has(columns.rowId[at]);
    case 'rejected':
      return (at) => columns.review[at] === rejected;
    case 'audit':
      return (at) => columns.label[at] !== unlabelled;
  }
}

/**
 * The same images for the same seed, however many come in later: each image draws its own number, the smallest are the sample. In the order
 * of `from`.
 */
function sample({ known }: ImageLookup, from: readonly number[], seed: number): number[] {
  const drawn = from
    .map((at, order) => ({ at, order, number: seededRandom(seed ^ Math.imul(known.columns.rowId[at], 0x9e3779b1))() }))
    .sort((a, b) => a.number - b.number)
    .slice(0, auditSampleSize);
  return drawn.sort((a, b) => a.order - b.order).map(({ at }) => at);
}
