import { useRef } from 'react';
import { Icon } from '../../../ui/index.ts';
import type { DraftView } from './use-draft.ts';

/**
 * `params.yaml` as text. Line numbers and marks lie under the text field and scroll with it: a bar for what is not the default, ochre for what is
 * wrong. What is wrong is said below, with its line.
 */
export function YamlEditor({ draft }: { readonly draft: DraftView }) {
  const gutter = useRef<HTMLOListElement>(null);
  const { marks, findings } = draft.review;
  const lines = draft.text.split('\n');
  const wrongId = 'params-wrong';
  return (
    <div className="yaml-editor">
      <div className="yaml-sheet">
        <ol className="yaml-lines" ref={gutter} aria-hidden="true">
          {lines.map((_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <li key={at} className={marks.get(at + 1) ?? ''}>
              {at + 1}
            </li>
          ))}
        </ol>
        <textarea
          aria-label="params.yaml"
          id="params-yaml"
          spellCheck={false}
          wrap="off"
          value={draft.text}
          aria-invalid={findings.length > 0 ? true : undefined}
          aria-describedby={findings.length > 0 ? wrongId : undefined}
          onChange={(event) => draft.edit(event.target.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      {findings.length > 0 ? (
        <ul className="yaml-wrong" id={wrongId}>
          {findings.slice(0, 3).map(({ line, sentence }) => (
            <li key={`${line} ${sentence}`} className="help bad">
              <Icon name="i-alert" />
              <span>
                Line {line}: {sentence}
              </span>
            </li>
          ))}
          <li className="help">The last valid file is still in use.</li>
        </ul>
      ) : null}
    </div>
  );
}

/** Puts the cursor at the start of a line and shows it. */
export function showLine(line: number): void {
  const editor = document.getElementById('params-yaml');
  if (!(editor instanceof HTMLTextAreaElement)) return;
  const start =
    editor.value
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0);
  editor.focus();
  editor.setSelectionRange(start, start);
  const lineHeight = Number.parseFloat(getComputedStyle(editor).lineHeight) || 18;
  editor.scrollTop = Math.max(0, (line - 4) * lineHeight);
}
