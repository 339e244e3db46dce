export { type Bar, BarChart } from './bar-chart.tsx';
export { type Bin, binsOf } from './bins.ts';
export { Histogram } from './histogram.tsx';
export { ChartBox, LineKey, type LineLook } from './key.tsx';
export { type Line, LineChart, type LinePoint } from './line-chart.tsx';
export type { Mark, Spot } from './overlay.ts';
export {
  PrecisionRecallChart,
  type PrecisionRecallCurve,
  type PrecisionRecallPoint,
} from './precision-recall-chart.tsx';
export { ScatterChart, type ScatterPoint } from './scatter-chart.tsx';
export { type Axis, axisOf, shortNumber, wholeAxis } from './ticks.ts';
