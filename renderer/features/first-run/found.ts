import type { FolderInspection } from '../../../shared/contract/sources.ts';
import { shortDay } from '../images/index.ts';

/** After "3,214 pictures found": size, type, days, share. Begins with a comma or a full stop. */
export function foundSentence({ sizes, types, firstTime, lastTime, isNetworkShare }: FolderInspection): string {
  const size = sizes.map(({ widthPx, heightPx }) => `${widthPx} × ${heightPx} px`).join(' and ');
  const kinds = types.map(({ extension }) => extension.toUpperCase()).slice(0, 3);
  const days =
    firstTime === null || lastTime === null
      ? null
      : firstTime.slice(0, 10) === lastTime.slice(0, 10)
        ? `of ${shortDay(firstTime)}`
        : `from ${shortDay(firstTime)} to ${shortDay(lastTime)}`;
  const parts = [size, kinds.join(', '), days, isNetworkShare ? 'on a network share' : null].filter(Boolean);
  return parts.length > 0 ? `, ${parts.join(', ')}.` : '.';
}
