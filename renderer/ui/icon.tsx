/** Names of the symbols in `renderer/index.html`. */
export type IconName =
  | 'i-alert'
  | 'i-arrow'
  | 'i-back'
  | 'i-box'
  | 'i-check'
  | 'i-cross'
  | 'i-file'
  | 'i-folder'
  | 'i-info'
  | 'i-lock'
  | 'i-loupe'
  | 'i-mask'
  | 'i-moon'
  | 'i-pan'
  | 'i-redo'
  | 'i-roi'
  | 'i-search'
  | 'i-select'
  | 'i-stop'
  | 'i-target'
  | 'i-undo';

/** 16 px, in the colour of the text around it. Without `label` it is decoration: the words beside it say the same. */
export function Icon({ name, label }: { readonly name: IconName; readonly label?: string }) {
  const drawing = (
    <svg className="ic" viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#${name}`} />
    </svg>
  );
  if (!label) return drawing;
  return (
    <>
      {drawing}
      <span className="sr">{label}</span>
    </>
  );
}

/** State of a step of the pipeline or of a job; the words beside it say the same. */
export type NodeState = 'fresh' | 'stale' | 'empty' | 'running' | 'failed' | 'alarm2' | 'over' | 'try';

export function NodeMark({ state }: { readonly state: NodeState }) {
  return (
    <svg className="node" viewBox="0 0 14 14" aria-hidden="true">
      <use href={`#n-${state}`} />
    </svg>
  );
}

/** The spindle seen end-on: filled, empty, hatched. Always with its word beside it. */
export function VerdictMark({ verdict }: { readonly verdict: 'PRESENT' | 'ABSENT' | 'UNKNOWN' }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <use href={`#v-${verdict.toLowerCase()}`} />
    </svg>
  );
}
