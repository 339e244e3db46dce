import { useMemo } from 'react';
import { dashes, type LineLook } from './key.tsx';
import { type ChartLooks, useChartLooks } from './looks.ts';
import { chartOptions } from './options.ts';
import type { Mark, Overlay, Spot } from './overlay.ts';
import { Plot } from './plot.tsx';
import { type ChartTable, sampled } from './text-alternative.tsx';
import { type Axis, axisOf, shortNumber } from './ticks.ts';

/** `low` and `high`: the 95 % interval of this point, in the unit of `y`. */
export type LinePoint = { readonly x: number; readonly y: number; readonly low?: number; readonly high?: number };

export type Line = {
  /** In the table, and beside the value under the mouse. */
  readonly name: string;
  readonly look: LineLook;
  readonly points: readonly LinePoint[];
};

export type LineChartProps = {
  /** What the picture shows, one line: "Box loss by epoch". */
  readonly label: string;
  readonly lines: readonly Line[];
  /** Name of the x values in the table: "epoch". */
  readonly xName: string;
  readonly xAxis?: Axis;
  readonly xUnit?: string;
  readonly yUnit?: string;
  /** Fixes an end of the y axis: a share goes from 0 to 1. */
  readonly yFrom?: number;
  readonly yTo?: number;
  readonly formatX?: (value: number) => string;
  readonly formatY?: (value: number) => string;
  readonly marks?: readonly Mark[];
  readonly spots?: readonly Spot[];
};

/** Values over epochs or time. Points that carry `low` and `high` get a band; a gap (`y` not a number) is a gap. */
export function LineChart(props: LineChartProps) {
  const { label, lines, xName, xAxis, xUnit, yUnit, yFrom, yTo, marks, spots } = props;
  const { formatX = shortNumber, formatY = shortNumber } = props;
  const looks = useChartLooks();
  const x = useMemo(
    () => xAxis ?? axisOf(lines.flatMap(({ points }) => points.map((point) => point.x))),
    [xAxis, lines],
  );
  const y = useMemo(() => axisOf(heightsOf(lines, spots ?? []), { from: yFrom, to: yTo }), [lines, spots, yFrom, yTo]);
  const configuration = useMemo(
    () => ({
      type: 'line' as const,
      data: { datasets: lines.map((line) => lineDataset(line, looks)) },
      options: chartOptions(
        looks,
        { axis: x, unit: xUnit, format: formatX },
        { axis: y, unit: yUnit, format: formatY },
        'index',
        (items) => {
          const [first] = items;
          const at = first && lines[first.dataset]?.points[first.index];
          return [
            ...(at ? [`${xName} ${formatX(at.x)}`] : []),
            ...items.flatMap(({ dataset, index }) => {
              const line = lines[dataset];
              const point = line?.points[index];
              return line && point ? [`${line.name} ${pointWords(point, formatY)}`] : [];
            }),
          ];
        },
      ),
    }),
    [lines, looks, x, y, xUnit, yUnit, formatX, formatY, xName],
  );
  const overlay = useMemo<Overlay>(
    () => ({ bands: bandsOf(lines), marks: marks ?? [], spots: spots ?? [], looks }),
    [lines, marks, spots, looks],
  );
  return (
    <Plot label={label} configuration={configuration} overlay={overlay} table={tableOf(props, formatX, formatY)} />
  );
}

function heightsOf(lines: readonly Line[], spots: readonly Spot[]): number[] {
  const own = lines.flatMap(({ points }) => points.flatMap(({ y, low, high }) => [y, low ?? y, high ?? y]));
  return [...own, ...spots.map((spot) => spot.y)];
}

function lineDataset({ name, look, points }: Line, looks: ChartLooks) {
  const isThin = look === 'planned' || look === 'reference';
  return {
    label: name,
    data: points.map(({ x, y }) => ({ x, y })),
    borderColor: lineColour(look, looks),
    borderWidth: isThin ? 1.25 : 2,
    borderDash: [...dashes[look]],
    // One point alone has no line: it is drawn as a dot.
    pointRadius: points.length === 1 ? 3 : 0,
    pointHoverRadius: 4,
    pointBackgroundColor: lineColour(look, looks),
    fill: false,
    tension: 0,
    spanGaps: false,
  };
}

export function lineColour(look: LineLook, looks: ChartLooks): string {
  if (look === 'reference') return looks.ink;
  return look === 'other' || look === 'third' ? looks.other : looks.one;
}

function bandsOf(lines: readonly Line[]): Overlay['bands'] {
  return lines.flatMap(({ look, points }) => {
    const band = points.flatMap(({ x, low, high }) =>
      low === undefined || high === undefined ? [] : [{ x, low, high }],
    );
    return band.length > 1
      ? [{ points: band, look: look === 'other' || look === 'third' ? ('other' as const) : ('one' as const) }]
      : [];
  });
}

function pointWords({ y, low, high }: LinePoint, format: (value: number) => string): string {
  if (!Number.isFinite(y)) return 'none';
  return low === undefined || high === undefined
    ? format(y)
    : `${format(y)}, 95 % interval ${format(low)} to ${format(high)}`;
}

function tableOf(
  { lines, xName, xUnit, yUnit }: LineChartProps,
  formatX: (value: number) => string,
  formatY: (value: number) => string,
): ChartTable {
  const xs = [...new Set(lines.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const byX = lines.map(({ points }) => new Map(points.map((point) => [point.x, point])));
  const unit = yUnit ? ` (${yUnit})` : '';
  return {
    columns: [xUnit && xUnit !== xName ? `${xName} (${xUnit})` : xName, ...lines.map(({ name }) => `${name}${unit}`)],
    rows: sampled(xs).map((x) => [
      formatX(x),
      ...byX.map((points) => {
        const point = points.get(x);
        return point ? pointWords(point, formatY) : 'none';
      }),
    ]),
  };
}
