import { useMemo } from 'react';
import type { LineLook } from './key.tsx';
import { type Line, LineChart } from './line-chart.tsx';
import type { Spot } from './overlay.ts';

export type PrecisionRecallPoint = {
  readonly recall: number;
  readonly precision: number;
  /** 95 % interval of the precision. */
  readonly low?: number;
  readonly high?: number;
};

export type PrecisionRecallCurve = {
  readonly name: string;
  readonly look: Extract<LineLook, 'one' | 'other'>;
  readonly points: readonly PrecisionRecallPoint[];
  /** Where the model works at its threshold; null: no label, or nothing reported at that threshold. */
  readonly operating: { readonly recall: number; readonly precision: number; readonly threshold: number } | null;
};

const unit = { min: 0, max: 1, ticks: [0, 0.5, 1] } as const;

/**
 * Precision over recall, recall 0 to 1, with the operating point of each curve: filled for this model, open for the other.
 * `precisionFrom`: where the axis of the precision begins; a good model's whole curve lies above 0.9.
 */
export function PrecisionRecallChart({
  label,
  curves,
  precisionFrom = 0,
}: {
  readonly label: string;
  readonly curves: readonly PrecisionRecallCurve[];
  readonly precisionFrom?: number;
}) {
  const lines = useMemo(
    () =>
      curves.map(
        ({ name, look, points }): Line => ({
          name,
          look,
          points: points.map(({ recall, precision, ...interval }) => ({ x: recall, y: precision, ...interval })),
        }),
      ),
    [curves],
  );
  const spots = useMemo(
    () =>
      curves.flatMap(({ look, operating }): Spot[] =>
        operating === null
          ? []
          : [
              {
                x: operating.recall,
                y: operating.precision,
                look: look === 'one' ? 'ink' : 'other',
                ...(look === 'one' ? { label: `threshold ${operating.threshold.toFixed(2)}` } : {}),
              },
            ],
      ),
    [curves],
  );
  return (
    <LineChart
      label={label}
      lines={lines}
      spots={spots}
      xName="recall"
      xAxis={unit}
      xUnit="recall"
      yFrom={precisionFrom}
      yTo={1}
    />
  );
}
