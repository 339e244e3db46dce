import type { ReactNode } from 'react';
import { Panel } from '../../../ui/index.ts';
import { ParamsForm } from './params-form.tsx';
import type { DraftView } from './use-draft.ts';
import { YamlEditor } from './yaml-editor.tsx';

/** The next run: form and `params.yaml` side by side, one thing. */
export function NextRunPanel({
  draft,
  name,
  children,
}: {
  readonly draft: DraftView;
  readonly name: string;
  /** How long it would take. */
  readonly children: ReactNode;
}) {
  return (
    <Panel title={`Next run, ${name}`} meta={metaOf(draft)} inside="flush" className="next-run">
      <div className="duo">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls can be reached by the keyboard */}
        <section className="duo-form" tabIndex={0} aria-label="Parameters as a form">
          <ParamsForm draft={draft} />
        </section>
        <YamlEditor draft={draft} />
      </div>
      {children}
    </Panel>
  );
}

function metaOf({ review, saving, trouble }: DraftView): string {
  if (saving === 'failed') return `not saved: ${trouble}`;
  const changed = review.changed.size;
  const differences =
    changed === 0 ? 'all defaults' : `${changed} ${changed === 1 ? 'differs' : 'differ'} from the defaults`;
  const wrong = review.findings.length;
  if (wrong > 0) return `form and file are one; ${wrong} to put right, not saved`;
  return `form and file are one; ${differences}; ${saving === 'saved' ? 'saved' : 'saving'}`;
}
