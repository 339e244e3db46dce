import type { ReactNode } from 'react';
import type { Problem } from '../../shared/domain/problem.ts';
import { Icon } from './icon.tsx';

/** Something to read. `caution`: abnormal in the product (failed, unsaved, refused). Buttons that act on it as `children`. */
export function Notice({
  kind = 'info',
  title,
  text,
  children,
}: {
  readonly kind?: 'info' | 'caution';
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={`notice${kind === 'caution' ? ' caution' : ''}`} role={kind === 'caution' ? 'alert' : 'status'}>
      <Icon name={kind === 'caution' ? 'i-alert' : 'i-info'} />
      <div>
        <p className="ttl">{title}</p>
        {text === undefined ? null : <p>{text}</p>}
      </div>
      {children ? <div className="acts">{children}</div> : null}
    </div>
  );
}

/** A problem's sentence: its first clause as the title, the rest (what was kept, what to do) below. */
export function ProblemNotice({ problem, children }: { readonly problem: Problem; readonly children?: ReactNode }) {
  const end = /[.:]\s/.exec(problem.sentence)?.index ?? problem.sentence.length;
  const title = problem.sentence.slice(0, end);
  const rest = problem.sentence.slice(end + 1).trim();
  return (
    <Notice kind="caution" title={title} {...(rest ? { text: rest } : {})}>
      {children}
    </Notice>
  );
}

/** Nothing here yet: says what to do next, with the buttons for it. */
export function Empty({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="empty">
      <b>{title}</b>
      <p className="q">{text}</p>
      {children ? <div className="row wrap">{children}</div> : null}
    </div>
  );
}
