import { isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import {
  defaultParams,
  flatParams,
  type Params,
  type ParamsFinding,
  reviewParams,
} from '../../../../shared/formats/params.ts';

/** What form and editor show of a text: both of them mark the same lines. */
export type TextReview = {
  /** Null while something is wrong. */
  readonly params: Params | null;
  readonly findings: readonly ParamsFinding[];
  /** Keys, `train.epochs`, whose value is not the default. */
  readonly changed: ReadonlySet<string>;
  /** Lines from 1; a line that is wrong counts as that. */
  readonly marks: ReadonlyMap<number, 'changed' | 'wrong'>;
};

export function reviewText(text: string): TextReview {
  const { params, findings } = reviewParams(text);
  const changed = params === null ? new Set<string>() : changedKeys(params);
  const marks = new Map<number, 'changed' | 'wrong'>();
  for (const [key, line] of linesOfKeys(text)) if (changed.has(key)) marks.set(line, 'changed');
  for (const { line } of findings) marks.set(line, 'wrong');
  return { params, findings, changed, marks };
}

/** Keys whose value differs; against the defaults unless told otherwise. Which dataset and which weights is a choice, not a change. */
export function changedKeys(params: Params, against: Params = defaultParams): Set<string> {
  const base = flatParams(against);
  const keys = Object.entries(flatParams(params)).flatMap(([key, value]) =>
    JSON.stringify(value) === JSON.stringify(base[key]) || choices.has(key) ? [] : [key],
  );
  return new Set(keys);
}

const choices: ReadonlySet<string> = new Set(['train.data', 'pretrained.model']);

/** The finding at a key or inside of it; null when it is fine. */
export function findingAt({ findings }: Pick<TextReview, 'findings'>, key: string): ParamsFinding | null {
  return findings.find(({ path }) => path.slice(0, 2).join('.') === key) ?? null;
}

function linesOfKeys(text: string): [key: string, line: number][] {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', schema: 'core', lineCounter: lines });
  if (!isMap(document.contents)) return [];
  return document.contents.items.flatMap((section) => {
    if (!isPair(section) || !isScalar(section.key) || !isMap(section.value)) return [];
    const name = String(section.key.value);
    return section.value.items.flatMap((pair): [string, number][] =>
      isScalar(pair.key) ? [[`${name}.${pair.key.value}`, lines.linePos(pair.key.range?.[0] ?? 0).line]] : [],
    );
  });
}
