import { useMemo } from 'react';
import { useChartLooks } from './looks.ts';
import { chartOptions } from './options.ts';
import type { Mark, Overlay } from './overlay.ts';
import { Plot } from './plot.tsx';
import { type Axis, axisOf, shortNumber } from './ticks.ts';

export type Bar = {
  readonly name: string;
  readonly value: number;
  /** 95 % interval, as whiskers. */
  readonly low?: number;
  readonly high?: number;
  readonly isOutlier?: boolean;
};

/** One bar for each of a few things, their names under them; whiskers are the 95 % interval. */
export function BarChart({
  label,
  bars,
  unit,
  valueName,
  yAxis,
  marks,
  format = shortNumber,
  onSelect,
}: {
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly unit?: string;
  readonly valueName: string;
  readonly yAxis?: Axis;
  readonly marks?: readonly Mark[];
  readonly format?: (value: number) => string;
  readonly onSelect?: (bar: Bar) => void;
}) {
  const looks = useChartLooks();
  const configuration = useMemo(() => {
    const y =
      yAxis ??
      axisOf(
        bars.flatMap(({ value, high }) => [value, high ?? value]),
        { from: 0 },
      );
    const x: Axis = { min: -0.5, max: Math.max(0.5, bars.length - 0.5), ticks: bars.map((_, at) => at) };
    const whiskers = bars.map(({ value, low, high }, at) =>
      low === undefined || high === undefined ? null : { at, value, low, high },
    );
    return {
      type: 'bar' as const,
      data: {
        datasets: [
          {
            data: bars.map((bar, at) => ({ x: at, y: bar.value })),
            backgroundColor: bars.map((bar) => (bar.isOutlier ? looks.outlier : looks.bar)),
            barPercentage: 0.6,
            categoryPercentage: 1,
          },
          ...whiskers.flatMap((whisker) =>
            whisker === null
              ? []
              : [
                  {
                    type: 'line' as const,
                    // Over the bars.
                    order: -1,
                    data: [
                      { x: whisker.at, y: whisker.low },
                      { x: whisker.at, y: whisker.high },
                    ],
                    borderColor: looks.ink,
                    borderWidth: 2,
                    pointStyle: 'line' as const,
                    pointRadius: 4,
                    pointBorderColor: looks.ink,
                    pointBorderWidth: 2,
                  },
                ],
          ),
        ],
      },
      options: chartOptions(
        looks,
        { axis: x, isNamed: true, format: (at) => bars[Math.round(at)]?.name ?? '' },
        { axis: y, unit, format },
        'index',
        (items) => {
          const bar = items[0] && bars[items[0].index];
          return bar ? [`${bar.name}: ${valueWords(bar, format, unit)}`] : [];
        },
      ),
    };
  }, [bars, looks, yAxis, unit, format]);
  const overlay = useMemo<Overlay>(() => ({ bands: [], marks: marks ?? [], spots: [], looks }), [marks, looks]);
  return (
    <Plot
      label={label}
      configuration={configuration}
      overlay={overlay}
      choices={
        onSelect
          ? bars.map((bar, index) => ({
              dataset: 0,
              index,
              label: `${bar.name}: ${valueWords(bar, format, unit)}`,
              run: () => onSelect(bar),
            }))
          : []
      }
      table={{
        columns: ['', unit ? `${valueName} (${unit})` : valueName],
        rows: bars.map((bar) => [bar.name, valueWords(bar, format, unit)]),
      }}
    />
  );
}

function valueWords({ value, low, high }: Bar, format: (value: number) => string, unit: string | undefined): string {
  const figure = `${format(value)}${unit ? ` ${unit}` : ''}`;
  return low === undefined || high === undefined
    ? figure
    : `${figure}, 95 % interval ${format(low)} to ${format(high)}`;
}
