import type { ChartOptions, Scale } from 'chart.js';
import type { ChartLooks } from './looks.ts';
import { type Axis, shortNumber } from './ticks.ts';

export type AxisLabels = {
  readonly axis: Axis;
  /** On the last tick only. */
  readonly unit?: string | undefined;
  readonly format?: ((value: number) => string) | undefined;
  /** Ticks are names of bars: each stands under the middle of its bar. */
  readonly isNamed?: boolean;
};

/** One baseline, light horizontal lines, at most three ticks an axis, the unit on the last one, nothing moves. */
export function chartOptions(
  looks: ChartLooks,
  x: AxisLabels,
  y: AxisLabels,
  interaction: 'index' | 'nearest',
  tooltip: (items: readonly { readonly dataset: number; readonly index: number }[]) => readonly string[],
): ChartOptions {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    normalized: true,
    parsing: false,
    layout: { padding: { top: 8, right: 8, bottom: 0, left: 0 } },
    interaction: { mode: interaction, intersect: false, axis: interaction === 'index' ? 'x' : 'xy' },
    scales: { x: scaleOf(looks, x, 'x'), y: scaleOf(looks, y, 'y') },
    plugins: {
      tooltip: {
        displayColors: false,
        backgroundColor: looks.ground,
        borderColor: looks.axis,
        borderWidth: 1,
        cornerRadius: 2,
        caretSize: 0,
        titleColor: looks.ink,
        bodyColor: looks.ink,
        bodyFont: { family: looks.font, size: looks.textPx },
        callbacks: {
          title: () => '',
          label: () => '',
          afterBody: (items) => [
            ...tooltip(items.map(({ datasetIndex, dataIndex }) => ({ dataset: datasetIndex, index: dataIndex }))),
          ],
        },
      },
    },
  };
}

function scaleOf(looks: ChartLooks, { axis, unit, format = shortNumber, isNamed }: AxisLabels, which: 'x' | 'y') {
  const isBaseline = which === 'x';
  const last = axis.ticks.at(-1);
  return {
    type: 'linear' as const,
    min: axis.min,
    max: axis.max,
    // Bars would otherwise push the ends outwards.
    offset: false,
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = axis.ticks.map((value) => ({ value }));
    },
    border: { display: isBaseline, color: looks.axis, width: 1 },
    grid: { display: !isBaseline, drawTicks: false, color: looks.grid, lineWidth: 1 },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      padding: 6,
      color: looks.quiet,
      font: { family: looks.font, size: looks.textPx },
      ...(isBaseline && !isNamed ? { align: 'inner' as const } : {}),
      callback: (value: string | number) =>
        `${format(Number(value))}${unit && Number(value) === last ? ` ${unit}` : ''}`,
    },
  };
}
