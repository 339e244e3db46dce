import { useMemo } from 'react';
import type { Bin } from './bins.ts';
import { useChartLooks } from './looks.ts';
import { chartOptions } from './options.ts';
import type { Mark, Overlay } from './overlay.ts';
import { Plot } from './plot.tsx';
import { axisOf, shortNumber, wholeAxis } from './ticks.ts';

/** How often which values occur. Bins can be clicked, or chosen by arrow keys and Enter, where `onSelect` is given. */
export function Histogram({
  label,
  bins,
  unit,
  countName,
  marks,
  format = shortNumber,
  onSelect,
}: {
  readonly label: string;
  readonly bins: readonly Bin[];
  /** Of the values, on the last tick. */
  readonly unit?: string;
  /** What is counted: "images". */
  readonly countName: string;
  readonly marks?: readonly Mark[];
  readonly format?: (value: number) => string;
  readonly onSelect?: (bin: Bin) => void;
}) {
  const looks = useChartLooks();
  const configuration = useMemo(() => {
    const first = bins[0]?.from ?? 0;
    const last = bins.at(-1)?.to ?? 1;
    const x = axisOf([first, last], { from: first, to: last > first ? last : undefined });
    const y = wholeAxis(0, Math.max(1, ...bins.map(({ count }) => count)));
    const bars = (heights: (bin: Bin) => number, colour: (bin: Bin) => string) => ({
      data: bins.map((bin) => ({ x: (bin.from + bin.to) / 2, y: heights(bin) })),
      backgroundColor: bins.map(colour),
      barPercentage: 0.94,
      categoryPercentage: 1,
      grouped: false,
    });
    const hasSelection = bins.some(({ selected }) => selected !== undefined);
    return {
      type: 'bar' as const,
      data: {
        datasets: [
          ...(hasSelection
            ? [
                bars(
                  (bin) => bin.selected ?? 0,
                  () => looks.one,
                ),
              ]
            : []),
          bars(
            (bin) => bin.count,
            (bin) => (bin.isOutlier ? looks.outlier : looks.bar),
          ),
        ],
      },
      options: chartOptions(
        looks,
        { axis: x, unit, format },
        { axis: { ...y, ticks: [y.min, y.max] } },
        'index',
        (items) => {
          const bin = items[0] && bins[items[0].index];
          return bin ? [binWords(bin, format, unit, countName)] : [];
        },
      ),
    };
  }, [bins, looks, unit, format, countName]);
  const overlay = useMemo<Overlay>(() => ({ bands: [], marks: marks ?? [], spots: [], looks }), [marks, looks]);
  const choices = onSelect
    ? bins.flatMap((bin, index) =>
        bin.count > 0
          ? [
              {
                dataset: configuration.data.datasets.length - 1,
                index,
                label: binWords(bin, format, unit, countName),
                run: () => onSelect(bin),
              },
            ]
          : [],
      )
    : [];
  return (
    <Plot
      label={label}
      configuration={configuration}
      overlay={overlay}
      choices={choices}
      table={{
        columns: [unit ? `value (${unit})` : 'value', countName],
        rows: bins
          .filter(({ count }) => count > 0)
          .map((bin) => [`${format(bin.from)} to ${format(bin.to)}`, String(bin.count)]),
      }}
    />
  );
}

function binWords(
  { from, to, count, isOutlier }: Bin,
  format: (value: number) => string,
  unit: string | undefined,
  countName: string,
): string {
  const range = `${format(from)} to ${format(to)}${unit ? ` ${unit}` : ''}`;
  return `${range}: ${count.toLocaleString('en-GB')} ${countName}${isOutlier ? ', outlier' : ''}`;
}
