import type { ParamsPath } from './edit-text.ts';

/** One row of the form that is a number in the file. */
export type NumberRow = {
  readonly kind: 'number';
  readonly label: string;
  readonly path: ParamsPath;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where the slider ends; the number beside it goes on to `max`. */
  readonly slider: { readonly from: number; readonly to: number; readonly isLogarithmic?: boolean };
  readonly unit?: string;
};

/** One end of a pair in the file, `[smallest, largest]`. */
export type PairRow = Omit<NumberRow, 'kind'> & { readonly kind: 'pair'; readonly end: 'min' | 'max' };

export const trainRows: readonly NumberRow[] = [
  {
    kind: 'number',
    label: 'Epochs',
    path: ['train', 'epochs'],
    min: 1,
    max: 100_000,
    step: 1,
    slider: { from: 1, to: 500, isLogarithmic: true },
  },
  {
    kind: 'number',
    label: 'Batch',
    path: ['train', 'batch'],
    min: 1,
    max: 1024,
    step: 1,
    slider: { from: 1, to: 64, isLogarithmic: true },
  },
  {
    kind: 'number',
    label: 'Patience',
    path: ['train', 'patience'],
    min: 0,
    max: 100_000,
    step: 1,
    slider: { from: 0, to: 200 },
  },
  {
    kind: 'number',
    label: 'Seed',
    path: ['train', 'seed'],
    min: 0,
    max: 4_294_967_295,
    step: 1,
    slider: { from: 0, to: 100 },
  },
];

/** Only where an optimizer is named: `auto` chooses them. */
export const learningRateRow: NumberRow = {
  kind: 'number',
  label: 'Start rate',
  path: ['train', 'lr0'],
  min: 1e-7,
  max: 1,
  step: 0.0001,
  slider: { from: 0.00001, to: 0.1, isLogarithmic: true },
};

export const imageSizeRow: NumberRow = {
  kind: 'number',
  label: 'Image size',
  path: ['train', 'imgsz'],
  min: 32,
  max: 2048,
  step: 32,
  slider: { from: 32, to: 640 },
  unit: 'px',
};

export const augmentRows: readonly (NumberRow | PairRow)[] = [
  {
    kind: 'number',
    label: 'Shift across',
    path: ['augment', 'shift_x'],
    min: 0,
    max: 0.9,
    step: 0.01,
    slider: { from: 0, to: 0.5 },
  },
  {
    kind: 'number',
    label: 'Shift down',
    path: ['augment', 'shift_y'],
    min: 0,
    max: 0.9,
    step: 0.01,
    slider: { from: 0, to: 0.5 },
  },
  {
    kind: 'pair',
    end: 'min',
    label: 'Zoom, closest',
    path: ['augment', 'zoom'],
    min: 0.2,
    max: 3,
    step: 0.01,
    slider: { from: 0.4, to: 1 },
  },
  {
    kind: 'pair',
    end: 'max',
    label: 'Zoom, widest',
    path: ['augment', 'zoom'],
    min: 0.2,
    max: 3,
    step: 0.01,
    slider: { from: 1, to: 1.6 },
  },
  {
    kind: 'pair',
    end: 'min',
    label: 'Darkest gain',
    path: ['augment', 'brightness'],
    min: 0.1,
    max: 5,
    step: 0.05,
    slider: { from: 0.2, to: 1 },
  },
  {
    kind: 'pair',
    end: 'max',
    label: 'Brightest gain',
    path: ['augment', 'brightness'],
    min: 0.1,
    max: 5,
    step: 0.05,
    slider: { from: 1, to: 4 },
  },
  {
    kind: 'number',
    label: 'Turn',
    path: ['augment', 'rotate'],
    min: 0,
    max: 45,
    step: 0.5,
    slider: { from: 0, to: 30 },
    unit: '°',
  },
  {
    kind: 'number',
    label: 'Mirror',
    path: ['augment', 'fliplr'],
    min: 0,
    max: 1,
    step: 0.05,
    slider: { from: 0, to: 1 },
  },
  {
    kind: 'number',
    label: 'Flip',
    path: ['augment', 'flipud'],
    min: 0,
    max: 1,
    step: 0.05,
    slider: { from: 0, to: 1 },
  },
  {
    kind: 'number',
    label: 'Mosaic',
    path: ['augment', 'mosaic'],
    min: 0,
    max: 1,
    step: 0.05,
    slider: { from: 0, to: 1 },
  },
];

/** Sizes of the network by their width factor, as the family names them. */
export const widths: readonly { readonly id: string; readonly name: string }[] = [
  { id: '0.0625', name: '0.0625, a quarter of n' },
  { id: '0.125', name: '0.125, half of n' },
  { id: '0.25', name: '0.25, size n' },
  { id: '0.5', name: '0.5, size s' },
  { id: '0.75', name: '0.75, size m' },
];

const sliderSteps = 200;

/** Where a value stands on the slider, 0 to 200; beyond its ends at them. */
export function sliderPlace({ from, to, isLogarithmic }: NumberRow['slider'], value: number): number {
  const inside = Math.max(from, Math.min(to, value));
  const share = isLogarithmic ? Math.log(inside / from) / Math.log(to / from) : (inside - from) / (to - from);
  return Math.round(share * sliderSteps);
}

/** The value at a place of the slider, on the row's steps and, for a logarithmic one, on two digits. */
export function sliderValue(
  { slider: { from, to, isLogarithmic }, step, min }: Pick<NumberRow, 'slider' | 'step' | 'min'>,
  place: number,
): number {
  const share = place / sliderSteps;
  const value = isLogarithmic ? from * (to / from) ** share : from + (to - from) * share;
  const rounded = isLogarithmic && step < 1 ? Number(value.toPrecision(2)) : Math.round(value / step) * step;
  return Number(Math.max(min, rounded).toPrecision(10));
}

export const sliderEnds = { min: 0, max: sliderSteps, step: 1 } as const;
