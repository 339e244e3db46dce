import { stringify } from 'yaml';
import type { z } from 'zod';
import { failure, type Result, success } from '../domain/problem.ts';
import { explainIssues, type Finding } from './params-findings.ts';
import { type Params, paramsSchema } from './params-schema.ts';
import { splitLines } from './text.ts';
import { parseYamlFile, yamlValue } from './yaml-document.ts';

export { type Augment, brightnessGain } from './augment-schema.ts';
export { defaultParams, type Params, paramsSchema } from './params-schema.ts';

const kept = 'No training was started, and nothing was changed.';

/**
 * Reads `params.yaml`: YAML 1.2, unknown keys and values out of range refused with their path, every default filled in. An empty
 * file is all defaults. `auto` values stay: `resolveOptimizer` turns them into numbers once the dataset is known.
 */
export function parseParams(text: string, file = 'params.yaml'): Result<Params> {
  if (isBlank(text)) return success(paramsSchema.parse({}));
  const yaml = parseYamlFile(text, file, 'params-invalid', kept);
  if (!yaml.ok) return yaml;
  const value = yamlValue(yaml.value, 'params-invalid', kept);
  if (!value.ok) return value;
  return checked(value.value, file, yaml.value.lineOf);
}

/** One thing wrong with the text of a `params.yaml`: where (`path` empty: the text is no YAML), and the whole sentence for it. */
export type ParamsFinding = Finding & { readonly line: number };

export type ParamsReview = {
  /** Null where something is wrong. */
  readonly params: Params | null;
  /** In the order of the lines. */
  readonly findings: readonly ParamsFinding[];
};

/** What `parseParams` says, thing by thing: for a form and an editor, which show each at its own place. */
export function reviewParams(text: string): ParamsReview {
  const none = { params: null, findings: [] };
  if (isBlank(text)) return { ...none, params: paramsSchema.parse({}) };
  const yaml = parseYamlFile(text, 'params.yaml', 'params-invalid', '');
  const value = yaml.ok ? yamlValue(yaml.value, 'params-invalid', '') : yaml;
  if (!yaml.ok || !value.ok) {
    const { sentence, line = 1 } = value.ok ? { sentence: '' } : value.problem;
    return {
      ...none,
      findings: [{ path: [], line, sentence: sentence.replace(/^params\.yaml(, line \d+:)?/, '').trim() }],
    };
  }
  const { params, findings } = findingsIn(value.value);
  const placed = findings.map((finding) => ({ ...finding, line: yaml.value.lineOf(finding.path) }));
  return { params, findings: placed.toSorted((a, b) => a.line - b.line) };
}

/** The same check for values that never were a file: a run's stored parameters, a request, a form. */
export function checkParams(value: unknown): Result<Params> {
  return checked(value, 'params', () => undefined);
}

function checked(
  value: unknown,
  file: string,
  lineOf: (path: readonly (string | number)[]) => number | undefined,
): Result<Params> {
  const { params, findings: unordered } = findingsIn(value);
  if (params !== null) return success(params);
  const findings = unordered.toSorted((a, b) => (lineOf(a.path) ?? 0) - (lineOf(b.path) ?? 0));
  const lines = findings.map((finding) => lineOf(finding.path));
  const sentences = findings.slice(0, 5).map((finding, index) => {
    const where = lines[index] === undefined ? '' : `, line ${lines[index]}`;
    return `${file}${where}: ${finding.sentence}`;
  });
  const rest = findings.length > 5 ? ` And ${findings.length - 5} more.` : '';
  const line = lines[0];
  return failure('params-invalid', `${sentences.join(' ')}${rest} ${kept}`, {
    file,
    ...(line === undefined ? {} : { line }),
  });
}

function findingsIn(value: unknown): { readonly params: Params | null; readonly findings: Finding[] } {
  const parsed = paramsSchema.safeParse(value);
  const findings = parsed.success ? sweepFindings(parsed.data) : explainIssues(parsed.error.issues, value);
  return { params: parsed.success && findings.length === 0 ? parsed.data : null, findings };
}

/** Nothing but comments and blank lines. */
function isBlank(text: string): boolean {
  return splitLines(text).every((line) => /^\s*(#.*)?$/.test(line));
}

/** Every key of `sweep` must be a key of this file, and every value one that it accepts. */
function sweepFindings(params: Params): Finding[] {
  return Object.entries(params.sweep).flatMap(([key, values]) =>
    values.flatMap((value) => {
      const [sectionName, name, ...more] = key.split('.');
      const tried = {
        ...params,
        sweep: {},
        [sectionName!]: { ...sectionOf(params, sectionName!), [name ?? '']: value },
      };
      const wellFormed =
        name !== undefined && more.length === 0 && (sectionName === 'train' || sectionName === 'augment');
      if (!wellFormed) {
        return [
          {
            path: ['sweep', key],
            sentence: `sweep.${key} is not a key that can be swept; write train.<key> or augment.<key>.`,
          },
        ];
      }
      const parsed = paramsSchema.safeParse(tried);
      if (parsed.success) return [];
      return explainIssues(parsed.error.issues as z.core.$ZodIssue[], tried).map((finding) => ({
        path: ['sweep', key],
        sentence: `sweep: ${finding.sentence}`,
      }));
    }),
  );
}

function sectionOf(params: Params, name: string): object {
  return name === 'train' ? params.train : name === 'augment' ? params.augment : {};
}

/** Every parameter by its key, `train.epochs`; what is a list or a mapping stays one. For tables of runs and their differences. */
export function flatParams(params: Params): Record<string, ParamValue> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([section, values]) =>
      Object.entries(values).map(([key, value]) => [`${section}.${key}`, value as ParamValue]),
    ),
  );
}
/** The parameters of such a table again; null where it is not one of `flatParams`. */
export function paramsOfFlat(flat: Readonly<Record<string, ParamValue>>): Params | null {
  const sections: Record<string, Record<string, ParamValue>> = {};
  for (const [key, value] of Object.entries(flat)) {
    const dot = key.indexOf('.');
    const section = key.slice(0, dot);
    sections[section] = { ...sections[section], [key.slice(dot + 1)]: value };
  }
  const params = checkParams(sections);
  return params.ok && Object.keys(flat).length > 0 ? params.value : null;
}
export type ParamValue = z.infer<ReturnType<typeof z.json>>;

/** The file as a run stores it: every key with its value, readable by `parseParams` to the same parameters. */
export function writeParams(params: Params): string {
  return stringify(params, {
    version: '1.2',
    schema: 'core',
    lineWidth: 0,
    aliasDuplicateObjects: false,
    flowCollectionPadding: true,
  });
}
