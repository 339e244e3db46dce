import { useEffect, useState } from 'react';
import type { EvaluationSettings } from '../../../shared/domain/evaluation-figures.ts';
import { standardReplicates } from '../../../shared/evaluation/block-bootstrap.ts';
import { type PrecisionRecallBand, precisionRecallBand } from '../../../shared/evaluation/precision-recall-band.ts';
import type { RankedClass } from '../../../shared/evaluation/ranked-set.ts';

export type Band = PrecisionRecallBand;

/** Of a frame's 16 ms; the rest is the page's. */
const sliceMs = 6;

/**
 * The band around a curve, drawn a few replicates at a time between the frames so that a slider moves freely; null until it is there.
 * Begun anew with every other ranking; null for `ranked`: no band is wanted.
 */
export function useBand(ranked: RankedClass | null, { formula, seed }: EvaluationSettings): Band | null {
  const [drawn, setDrawn] = useState<{ readonly ranked: RankedClass; readonly band: Band } | null>(null);
  useEffect(() => {
    if (ranked === null) return;
    const drawing = precisionRecallBand(ranked, { formula, seed, replicates: standardReplicates });
    let timer: ReturnType<typeof setTimeout>;
    const draw = () => {
      const end = performance.now() + sliceMs;
      do {
        const step = drawing.next();
        if (step.done) return setDrawn({ ranked, band: step.value });
      } while (performance.now() < end);
      timer = setTimeout(draw);
    };
    // Not while the hand still moves the slider.
    timer = setTimeout(draw, 200);
    return () => clearTimeout(timer);
  }, [ranked, formula, seed]);
  return drawn?.ranked === ranked ? drawn.band : null;
}
