import type { LabelImage, Proposals, QueueItem, QueueName } from '../../../shared/contract/labelling.ts';
import type { BoxOrigin } from '../../../shared/domain/annotation.ts';
import type { QualityFlag } from '../../../shared/domain/image-quality.ts';

/** Words of this screen, each in one place. */
export const queueWords: Readonly<Record<QueueName, string>> = {
  unlabelled: 'Not labelled',
  'model-extra': 'Model found more',
  'model-missed': 'Model missed',
  'low-iou': 'Boxes differ, IoU under 0.50',
  uncertain: 'Most uncertain',
  quality: 'Odd pictures',
  review: 'Waiting for review',
  rejected: 'Rejected in review',
  audit: 'Sample for audit',
  chosen: 'Picked by hand',
};

export const queueDetails: Readonly<Record<QueueName, string>> = {
  unlabelled: 'nobody has said anything of these',
  'model-extra': 'the model reports what the label does not have',
  'model-missed': 'the label has what the model does not report',
  'low-iou': 'the same object, boxes apart',
  uncertain: "the model's highest score lies within 0.15 of its threshold",
  quality: 'dark, bright, blurred, other size, box out of place',
  review: 'labelled, a second person looks',
  rejected: 'to be put right',
  audit: '50 labelled images by a seed',
  chosen: 'sent here from another screen',
};

export const flagWords: Readonly<Record<QualityFlag, string>> = {
  dark: 'dark',
  bright: 'bright',
  'low-contrast': 'low contrast',
  blurred: 'blurred',
  clipped: 'clipped',
  'other-size': 'other size',
  duplicate: 'duplicate',
  'box-size': 'box of unusual size',
  'box-place': 'box out of place',
};

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}

/** What is kept in the window and not on the disk. */
export function unsavedWords(images: number): string {
  return `${counted(images, 'label')} not saved yet`;
}

/** Below a small picture: what its label says. */
export function itemWords({ labelState, boxCount, reviewState }: QueueItem): string {
  if (reviewState === 'rejected') return 'rejected';
  if (labelState === 'unlabelled') return 'open';
  if (labelState === 'no-object') return 'no object';
  return boxCount === 1 ? 'box' : `${boxCount} boxes`;
}

export function timeWords(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB');
}

/** Whose box: a person's, or a model's with its score, and who took it as it was or corrected. `author`: of the label, where the box does not say. */
export function originWords(origin: BoxOrigin | undefined, author: string | null): string {
  if (origin?.kind === 'model') {
    const { name, version, confidence, change } = origin;
    const verb = change === 'accepted' ? 'accepted' : 'corrected';
    return `${name}@${version} ${confidence.toFixed(2)}, ${verb} by ${origin.author}`;
  }
  return `by ${origin?.author ?? author ?? 'nobody named'}`;
}

/** Whose box a proposal is, and what becomes of it; the best one is shown though it may be under the model's own threshold. */
export function proposalWords(proposals: Proposals, confidence: number, state: 'open' | 'covered'): string {
  const place = confidence > proposals.threshold ? 'above' : 'not above';
  const next = state === 'open' ? 'waits for a word' : 'a box stands here already';
  return `${modelWords(proposals)}, ${place} its threshold ${proposals.threshold.toFixed(2)}, ${next}`;
}

/** Where the label is on its way. */
export function stateWords({ reviewState, review, author }: LabelImage): string {
  const by = author === null ? '' : ` by ${author}`;
  switch (reviewState) {
    case 'new':
      return 'new, nothing said yet';
    case 'labelled':
      return `labelled${by}, waits for a second person`;
    case 'reviewed':
      return `labelled${by}, reviewed by ${review?.reviewer ?? 'a second person'}`;
    case 'rejected':
      return `labelled${by}, rejected by ${review?.reviewer ?? 'a second person'}${review?.comment ? `: ${review.comment}` : ''}`;
  }
}

export function modelWords({ model, version }: Proposals): string {
  return `${model}@${version}`;
}

export function fileName(path: string): string {
  return path.split('/').at(-1) ?? path;
}
