import { type ReactNode, useId } from 'react';

type PanelProps = {
  readonly title: ReactNode;
  /** Quiet words at the right of the head: the unit, the interval, when it was measured. */
  readonly meta?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  /** `flush`: no padding (tables, lists); `scroll`: the panel scrolls, the page does not. */
  readonly inside?: 'padded' | 'flush' | 'scroll' | 'flush-scroll';
};

const insides = { padded: 'in', flush: 'in flush', scroll: 'in scroll', 'flush-scroll': 'in flush scroll' } as const;

/** A flat panel: head with title and meta, body. A region of the page with the title as its name. */
export function Panel({ title, meta, children, className, inside = 'padded' }: PanelProps) {
  const id = useId();
  const scrolls = inside === 'scroll' || inside === 'flush-scroll';
  return (
    <section className={`panel${className ? ` ${className}` : ''}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {meta === undefined ? null : <span className="meta">{meta}</span>}
      </header>
      {/* A region that scrolls can be reached by the keyboard. */}
      <div className={insides[inside]} {...(scrolls ? { tabIndex: 0 } : {})}>
        {children}
      </div>
    </section>
  );
}

/** Title, one sentence of state, the actions; the primary one last. */
export function PageHead({
  title,
  state,
  children,
}: {
  readonly title: string;
  readonly state?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <header className="head">
      <h1>{title}</h1>
      {state === undefined ? null : <span className="sub cut">{state}</span>}
      <div className="acts">{children}</div>
    </header>
  );
}
