import type { Disagreement, ImageCard, ImageSort, LabelState, ReviewState } from '../../../shared/contract/images.ts';
import type { QualityFlag } from '../../../shared/domain/image-quality.ts';
import type { NodeState } from '../../ui/index.ts';

/** Words of this screen, each in one place. */
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

export const labelWords: Readonly<Record<LabelState, string>> = {
  unlabelled: 'not labelled',
  'no-object': 'no object',
  boxes: 'with boxes',
};

export const stateWords: Readonly<Record<ReviewState, string>> = {
  new: 'new',
  labelled: 'labelled',
  reviewed: 'reviewed',
  rejected: 'rejected',
};

export const disagreementWords: Readonly<Record<Disagreement, string>> = {
  'model-extra': 'model found more',
  'model-missed': 'model missed',
  'low-iou': 'IoU under 0.50',
  agree: 'agree',
};

export const sortWords: Readonly<Record<ImageSort, string>> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  name: 'By name',
  darkest: 'Darkest first',
  brightest: 'Brightest first',
  'least-contrast': 'Least contrast',
  'least-sharp': 'Least sharp',
  'highest-score': 'Highest score',
};

export function fileName(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** What stands below a picture: where its label is on its way. */
export function cardState({ reviewState, labelState }: ImageCard): {
  readonly node: NodeState;
  readonly words: string;
} {
  if (reviewState === 'rejected') return { node: 'failed', words: 'rejected' };
  if (labelState === 'unlabelled') return { node: 'empty', words: 'new' };
  if (reviewState === 'reviewed')
    return { node: 'fresh', words: labelState === 'no-object' ? 'no object' : 'reviewed' };
  return { node: 'stale', words: labelState === 'no-object' ? 'no object' : 'labelled' };
}

/** `pm2 / 2026-11-24 / late`: source, day and shift of a block's key, the usual shifts by their names. */
export function blockTitle(key: string): string {
  const parts = key.split('/');
  const shifts: Readonly<Record<string, string>> = { '06': 'early', '14': 'late', '22': 'night' };
  const last = parts.at(-1) ?? '';
  const isShift = /^\d{4}-\d\d-\d\d$/.test(parts.at(-2) ?? '');
  return [...parts.slice(0, -1), isShift ? (shifts[last] ?? `${last} h`) : last].join(' / ');
}

/** `14:00 to 14:32`, with the day where the two differ. */
export function timeSpan(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const clock = (local: string) => local.slice(11, 16);
  const sameDay = from.slice(0, 10) === to.slice(0, 10);
  return sameDay
    ? `${clock(from)} to ${clock(to)}`
    : `${shortDay(from)} ${clock(from)} to ${shortDay(to)} ${clock(to)}`;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `6 Nov`. */
export function shortDay(local: string): string {
  return `${Number(local.slice(8, 10))} ${months[Number(local.slice(5, 7)) - 1] ?? ''}`;
}

export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : several}`;
}
