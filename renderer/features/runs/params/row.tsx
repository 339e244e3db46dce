import type { ReactNode } from 'react';
import { defaultParams, flatParams } from '../../../../shared/formats/params.ts';
import { Icon } from '../../../ui/index.ts';
import { shownParam } from '../words.ts';
import type { ParamsPath } from './edit-text.ts';
import { findingAt } from './review-text.ts';
import type { DraftView } from './use-draft.ts';

const defaults = flatParams(defaultParams);

/** Name and key at the left, controls at the right, below them what is wrong; a bar marks what is not the default, as in the file beside it. */
export function Row({
  draft,
  label,
  path,
  remark,
  problem,
  isWide = false,
  isPartOfPair = false,
  children,
}: {
  readonly draft: DraftView;
  readonly label: string;
  readonly path: ParamsPath;
  readonly remark?: string | null;
  readonly problem?: string | null;
  readonly isWide?: boolean;
  /** Two rows share a key: what is wrong with it is said under each. */
  readonly isPartOfPair?: boolean;
  readonly children: ReactNode;
}) {
  const key = path.join('.');
  const wrong = problem ?? findingAt(draft.review, key)?.sentence ?? null;
  const isChanged = draft.review.changed.has(key);
  return (
    <div className={`frm${isWide ? ' one' : ''}${wrong ? ' wrong' : isChanged ? ' changed' : ''}`}>
      <span className="frm-name">
        {label}
        <span className="mono qq">{key}</span>
        {isChanged ? <span className="sr">, default {shownParam(defaults[key])}</span> : null}
      </span>
      {children}
      {wrong ? (
        <p className="help bad">
          <Icon name="i-alert" />
          <span>{wrong}</span>
        </p>
      ) : remark && !(isPartOfPair && wrong) ? (
        <p className="help">{remark}</p>
      ) : null}
    </div>
  );
}
