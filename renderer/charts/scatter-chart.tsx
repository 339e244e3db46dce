import { useMemo } from 'react';
import { useChartLooks } from './looks.ts';
import { chartOptions } from './options.ts';
import type { Mark, Overlay } from './overlay.ts';
import { Plot } from './plot.tsx';
import { sampled } from './text-alternative.tsx';
import { type Axis, axisOf, shortNumber } from './ticks.ts';

export type ScatterPoint = {
  readonly x: number;
  readonly y: number;
  /** Names the point when it is chosen or under the mouse. */
  readonly name: string;
  /** Ochre, larger, and can be reached by the keyboard. */
  readonly isOutlier?: boolean;
};

/** As many outliers as somebody would walk through by the arrow keys. */
const choicesAtMost = 200;

/** Points in two measures; outliers are ochre and lead to what they are. Every point can be clicked, outliers also by keyboard. */
export function ScatterChart({
  label,
  points,
  xName,
  yName,
  xAxis,
  yAxis,
  xUnit,
  yUnit,
  marks,
  format = shortNumber,
  onSelect,
}: {
  readonly label: string;
  readonly points: readonly ScatterPoint[];
  readonly xName: string;
  readonly yName: string;
  readonly xAxis?: Axis;
  readonly yAxis?: Axis;
  readonly xUnit?: string;
  readonly yUnit?: string;
  readonly marks?: readonly Mark[];
  readonly format?: (value: number) => string;
  readonly onSelect?: (point: ScatterPoint) => void;
}) {
  const looks = useChartLooks();
  const groups = useMemo(
    () => [points.filter(({ isOutlier }) => !isOutlier), points.filter(({ isOutlier }) => isOutlier)] as const,
    [points],
  );
  const configuration = useMemo(() => {
    const x = xAxis ?? axisOf(points.map((point) => point.x));
    const y = yAxis ?? axisOf(points.map((point) => point.y));
    const dataset = (group: readonly ScatterPoint[], colour: string, radius: number, shape: 'circle' | 'rectRot') => ({
      data: group.map((point) => ({ x: point.x, y: point.y })),
      backgroundColor: colour,
      borderWidth: 0,
      pointStyle: shape,
      radius,
      hoverRadius: radius + 2,
    });
    return {
      type: 'scatter' as const,
      data: { datasets: [dataset(groups[0], looks.bar, 2, 'circle'), dataset(groups[1], looks.outlier, 5, 'rectRot')] },
      options: chartOptions(
        looks,
        { axis: x, unit: xUnit, format },
        { axis: y, unit: yUnit, format },
        'nearest',
        (items) =>
          items.slice(0, 1).flatMap(({ dataset: group, index }) => {
            const point = groups[group === 1 ? 1 : 0][index];
            return point ? [point.name, `${xName} ${format(point.x)}`, `${yName} ${format(point.y)}`] : [];
          }),
      ),
    };
  }, [points, groups, looks, xAxis, yAxis, xUnit, yUnit, xName, yName, format]);
  const overlay = useMemo<Overlay>(() => ({ bands: [], marks: marks ?? [], spots: [], looks }), [marks, looks]);
  const choices = onSelect
    ? [
        ...groups[1].slice(0, choicesAtMost).map((point, index) => ({
          dataset: 1,
          index,
          label: `${point.name}, ${xName} ${format(point.x)}, ${yName} ${format(point.y)}`,
          run: () => onSelect(point),
        })),
      ]
    : [];
  const shown = groups[1].length > 0 ? groups[1] : points;
  return (
    <Plot
      label={`${label}: ${points.length} points, ${groups[1].length} outliers`}
      configuration={configuration}
      overlay={overlay}
      choices={choices}
      table={{
        columns: ['name', xName, yName],
        rows: sampled(shown).map((point) => [point.name, format(point.x), format(point.y)]),
      }}
    />
  );
}
