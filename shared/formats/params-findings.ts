import type { z } from 'zod';
import { nearestName } from './near-miss.ts';
import { defaultParams } from './params-schema.ts';

/** One thing wrong with a `params.yaml`: where, and a sentence without the file and line, which the caller puts before it. */
export type Finding = { readonly path: readonly (string | number)[]; readonly sentence: string };

/** Names that other trainers and older habits use for keys of ours. */
const otherNames: Readonly<Record<string, string>> = {
  nbs: 'train.nominal_batch',
  lr: 'train.lr0',
  learning_rate: 'train.lr0',
  batch_size: 'train.batch',
  img_size: 'train.imgsz',
  image_size: 'train.imgsz',
  hsv_v: 'augment.brightness',
  degrees: 'augment.rotate',
  translate: 'augment.shift_x and augment.shift_y',
  scale: 'augment.zoom',
  model: 'pretrained.model',
  weights: 'pretrained.model',
};

export function explainIssues(issues: readonly z.core.$ZodIssue[], input: unknown): Finding[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol');
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
    const nested = issue.code === 'invalid_union' ? unknownKeyInside(issue) : null;
    if (nested !== null) return [unknownKey(path, nested)];
    return [{ path, sentence: valueSentence(path, valueAt(input, path), issue.message) }];
  });
}

function unknownKeyInside(issue: z.core.$ZodIssueInvalidUnion): string | null {
  for (const branch of issue.errors) {
    for (const inner of branch) if (inner.code === 'unrecognized_keys') return inner.keys[0] ?? null;
  }
  return null;
}

function unknownKey(parent: readonly (string | number)[], key: string): Finding {
  const path = [...parent, key];
  const siblings = keysAt(parent);
  const near = nearestName(key, siblings);
  const elsewhere = sectionsHolding(key).find((name) => name !== parent.join('.'));
  const hint =
    near !== null
      ? ` Did you mean ${dotted([...parent, near])}?`
      : elsewhere !== undefined
        ? ` It belongs under ${elsewhere}: ${elsewhere}.${key}.`
        : otherNames[key] !== undefined
          ? ` Here it is called ${otherNames[key]}.`
          : ` ${parent.length === 0 ? 'The sections are' : 'Known here are'} ${siblings.join(', ')}.`;
  return { path, sentence: `${dotted(path)} is not a known key.${hint}` };
}

/** Keys that exist at this place of a complete file. */
function keysAt(path: readonly (string | number)[]): string[] {
  const value = valueAt(defaultParams, path);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function sectionsHolding(key: string): string[] {
  return Object.entries(defaultParams).flatMap(([name, section]) => (Object.hasOwn(section, key) ? [name] : []));
}

function valueSentence(path: readonly (string | number)[], value: unknown, expected: string): string {
  const key = dotted(path);
  if (value === null || value === undefined) return `${key} has no value; it must be ${expected}.`;
  const hint = hintFor(path.at(-1), value);
  return `${key} is ${shown(value)}; it must be ${expected}.${hint === '' ? '' : ` ${hint}`}`;
}

function hintFor(key: string | number | undefined, value: unknown): string {
  if (typeof value === 'string') {
    if (/^-?\d+,\d+$/.test(value)) return `Write the decimal point as a point: ${value.replace(',', '.')}.`;
    if (/^-?[\d.]+ ?%$/.test(value)) return `Write the share as a number: ${Number.parseFloat(value) / 100}.`;
    if (/^-?\d+(\.\d+)?$/.test(value)) return `Write it without quotes: ${value}.`;
    const sides = /^(\d+) ?[x,×] ?(\d+)$/i.exec(value);
    if (key === 'imgsz' && sides !== null) return `A pair is written [height, width], in square brackets.`;
    if (key === 'device') return 'The built-in trainer does not use a graphics card.';
    if (key === 'optimizer') return 'Other optimizers are not built in.';
  }
  if (key === 'device') return 'The built-in trainer does not use a graphics card.';
  if (key === 'batch' && value === -1)
    return 'A batch chosen by the trainer (-1) does not exist here; 16 suits most machines.';
  if (typeof value === 'boolean') return `Write a number (${value ? '1' : '0'} for ${value}) if that is what is meant.`;
  if (typeof key === 'string' && typeof value === 'number' && value > 1 && value <= 100 && shares.has(key)) {
    return `If ${value} % is meant, write ${value / 100}.`;
  }
  return '';
}

const shares = new Set(['shift_x', 'shift_y', 'fliplr', 'flipud', 'mosaic', 'probability', 'lrf', 'max']);

function shown(value: unknown): string {
  if (typeof value === 'string') return value.length > 40 ? `"${value.slice(0, 40)}..."` : `"${value}"`;
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? `[${value.map(shown).join(', ')}]` : 'a mapping';
  return String(value);
}

function dotted(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

function valueAt(input: unknown, path: readonly (string | number)[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[part];
  }
  return value;
}
