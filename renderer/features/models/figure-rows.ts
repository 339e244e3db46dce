import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { BootstrapInterval, EpisodeRate, Measure } from '../../../shared/domain/evaluation-figures.ts';
import { type GravestError, gravestFirst } from '../../../shared/domain/gravest-error.ts';
import { boundedCount, wilsonInterval } from '../../../shared/evaluation/intervals.ts';
import { capitalised, count, percent } from '../../../shared/evaluation/wording.ts';
import { qualityLineStart } from '../../ui/line-ends.ts';

/** One model's figure in words, and on a line where it has an interval. Shares and average precisions in 0..1. */
export type Figure = {
  readonly words: string;
  readonly detail: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

export type FigureRow = {
  readonly name: string;
  readonly field: string;
  readonly own: Figure;
  readonly current: Figure | null;
  /** Ends of the line; both models' intervals fit. */
  readonly from: number;
  readonly to: number;
  /** Less is better: the line begins at 0. */
  readonly isError: boolean;
};

/** The figures of a model, the gravest error first, beside those of the present model on the same pictures. */
export function figureRows(
  own: EvaluationSummary,
  current: EvaluationSummary | null,
  className: string,
  gravest: GravestError,
): FigureRow[] {
  const row = (
    name: string,
    field: string,
    isError: boolean,
    read: (summary: EvaluationSummary) => Figure | null,
  ): FigureRow[] => {
    const mine = read(own);
    if (mine === null) return [];
    const other = current && read(current);
    return [{ name, field, own: mine, current: other, isError, ...endsOf(isError, mine, other) }];
  };
  const rate = (pick: 'falsePositives' | 'misses') => (summary: EvaluationSummary) =>
    summary.figures.imageLevel && rateFigure(summary.figures.imageLevel[pick]);
  const target = capitalised(className);
  return [
    ...gravestFirst(gravest, {
      'false-positive': row(
        `${target} reported, none there`,
        'false-positive rate of tries',
        true,
        rate('falsePositives'),
      ),
      miss: row(`${target} missed`, 'miss rate of tries', true, rate('misses')),
    }).flat(),
    ...row('Looks like one, reported', 'of tries marked as look-alikes', true, ({ lookAlikes }) =>
      lookAlikes === null ? null : countFigure(lookAlikes.falsePositives, lookAlikes.episodes),
    ),
    ...row('Undecided', 'share of tries without a verdict', true, ({ figures: { imageLevel } }) =>
      imageLevel === null || imageLevel.undecided.absent + imageLevel.undecided.present === 0
        ? null
        : countFigure(imageLevel.undecided.absent + imageLevel.undecided.present, imageLevel.undecided.trials),
    ),
    ...row('mAP50, all boxes', 'area under precision over recall, IoU 0.50', false, ({ figures }) =>
      meanFigure(figures.averagePrecision.map50, figures.averagePrecision.map50Interval, figures.labels),
    ),
    ...row('mAP50-95', 'mean over IoU 0.50 to 0.95', false, ({ figures }) =>
      meanFigure(figures.averagePrecision.map5095, figures.averagePrecision.map5095Interval, figures.labels),
    ),
  ];
}

function rateFigure({ errors, trials, upperBound, wilson }: EpisodeRate): Figure {
  if (upperBound === null) return { words: 'no try', detail: 'no bound', value: null, low: null, high: null };
  return {
    words: `${count(errors)} of ${count(trials)}`,
    detail: `bound ${percent(upperBound)}`,
    value: errors / trials,
    low: wilson?.low ?? null,
    high: wilson?.high ?? null,
  };
}

function countFigure(part: number, whole: number): Figure {
  const bound = boundedCount(part, whole).upperBound;
  const interval = wilsonInterval(part, whole);
  return {
    words: `${count(part)} of ${count(whole)}`,
    detail: bound === null ? 'no bound' : `bound ${percent(bound)}`,
    value: whole === 0 ? null : part / whole,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}

function meanFigure(mean: Measure, interval: BootstrapInterval, labels: number): Figure {
  if (mean.state === 'not-defined') return { words: 'none', detail: mean.why, value: null, low: null, high: null };
  const isShown = interval.state === 'shown';
  return {
    words: mean.value.toFixed(3),
    detail: isShown ? `${interval.low.toFixed(3)}–${interval.high.toFixed(3)}` : `n ${count(labels)}, no interval`,
    value: mean.value,
    low: isShown ? interval.low : null,
    high: isShown ? interval.high : null,
  };
}

function endsOf(isError: boolean, own: Figure, current: Figure | null): { readonly from: number; readonly to: number } {
  const values = [own, current].flatMap((figure) =>
    figure ? [figure.low ?? figure.value, figure.high ?? figure.value] : [],
  );
  if (!isError) return { from: qualityLineStart(values), to: 1 };
  const highest = Math.max(0.01, ...values.filter((value) => value !== null));
  return { from: 0, to: Math.min(1, highest * 1.1) };
}
