import { count } from '../../../../shared/evaluation/wording.ts';

/** Sentences under a head, with how many there are in all; absent when there is none. */
export function Sentences({
  title,
  sentences,
  total = sentences.length,
}: {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly total?: number;
}) {
  if (sentences.length === 0) return null;
  return (
    <section className="exch-sentences" aria-label={title}>
      <h3>
        {title} <span className="q">{count(total)}</span>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by the keyboard */}
      <ul className="exch-list" tabIndex={0}>
        {sentences.map((sentence, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sentences of a finished report never move, and two may be alike
          <li key={at}>{sentence}</li>
        ))}
      </ul>
      {total > sentences.length ? <p className="q">and {count(total - sentences.length)} more.</p> : null}
    </section>
  );
}
