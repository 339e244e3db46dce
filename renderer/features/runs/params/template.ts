import { stringify } from 'yaml';
import { defaultParams, type Params } from '../../../../shared/formats/params.ts';

/** Keys that stand in a new file whatever their value, in their order: those the form has. */
const usual = {
  train: ['epochs', 'batch', 'imgsz', 'width', 'optimizer', 'patience', 'seed'],
  augment: ['shift_x', 'shift_y', 'zoom', 'brightness', 'rotate', 'fliplr', 'flipud', 'mosaic'],
} as const;

/**
 * A first `params.yaml` with the usual keys, each as short as it can be written, and whatever else differs from the defaults in `params` (of the
 * run before).
 */
export function newParamsText(params: Params, dataset: string | null): string {
  const lines = [
    '# Parameters of the next run. The form and this file are one; comments stay.',
    'pretrained:',
    `  model: ${scalar(params.pretrained.model ?? 'random')}`,
    'train:',
    ...(dataset === null ? [] : [`  data: ${scalar(dataset)}`]),
    ...section('train', params),
    'augment:',
    ...section('augment', params),
  ];
  return `${lines.join('\n')}\n`;
}

function section(name: 'train' | 'augment', params: Params): string[] {
  const values: Readonly<Record<string, unknown>> = params[name];
  const defaults: Readonly<Record<string, unknown>> = defaultParams[name];
  const others = Object.keys(values).filter(
    (key) =>
      !(usual[name] as readonly string[]).includes(key) &&
      key !== 'data' &&
      JSON.stringify(values[key]) !== JSON.stringify(defaults[key]),
  );
  return [...usual[name], ...others].map((key) => `  ${key}: ${scalar(shortValue(key, values[key]))}`);
}

/** The short way to write what a run stores as a mapping. `key` without its section. */
export function shortValue(key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { min, max, variant } = value as { min?: number; max: number; variant: string };
  if (variant === 'original') return isOriginal(key, min, max) ? 'original' : value;
  if (min === undefined) return max;
  return min === 1 && max === 1 ? 0 : [min, max];
}

function isOriginal(key: string, min: number | undefined, max: number): boolean {
  if (key === 'zoom') return min === 0.8 && max === 1;
  if (key === 'brightness') return min === 3 && max === 3.5;
  return max === 0.4;
}

function scalar(value: unknown): string {
  return stringify(value, {
    version: '1.2',
    schema: 'core',
    collectionStyle: 'flow',
    lineWidth: 0,
    flowCollectionPadding: false,
  }).trim();
}
