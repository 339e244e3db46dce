import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { BootstrapInterval, Measure } from '../../../shared/domain/evaluation-figures.ts';

/** An evaluation for a person: plant words first, the false positive first, the field's terms on the second line. */
export function evaluationLines(summary: EvaluationSummary): string[] {
  const { figures } = summary;
  const { averagePrecision, imageLevel, baseline } = figures;
  const all = figures.atThreshold[0];
  return [
    `Model ${summary.model} v${summary.modelVersion} on ${summary.dataset} v${summary.datasetVersion}, role ${summary.role}: ${figures.images} images, ${figures.labels} boxes.`,
    ...(imageLevel
      ? [
          imageLevel.falsePositives.sentence,
          `  ${imageLevel.falsePositives.detail}`,
          imageLevel.misses.sentence,
          `  ${imageLevel.misses.detail}`,
        ]
      : []),
    ...(summary.lookAlikes
      ? [
          `Of ${summary.lookAlikes.episodes} tries without one that look like one, ${summary.lookAlikes.falsePositives} were reported.`,
        ]
      : []),
    `mAP50 ${measured(averagePrecision.map50)}${interval(averagePrecision.map50Interval)}, mAP50-95 ${measured(averagePrecision.map5095)}${interval(averagePrecision.map5095Interval)} (formula ${averagePrecision.formula})`,
    `  ${capital(figures.settings.tieRule)}.`,
    ...(baseline ? [baseline.sentence] : []),
    `precision ${measured(all.precision)}, recall ${measured(all.recall)} at the threshold ${figures.threshold.tau.toFixed(3)}`,
    ...figures.threshold.sentences.map((sentence) => `  ${sentence}`),
    ...summary.cautions,
    ...(summary.testLooks > 0 ? [`Look ${summary.testLooks} at this test role; journalled.`] : []),
  ];
}

export function measured(measure: Measure): string {
  return measure.state === 'defined' ? measure.value.toFixed(3) : `not defined (${measure.why})`;
}

function interval(value: BootstrapInterval): string {
  return value.state === 'shown' ? ` (95 % ${value.low.toFixed(3)} to ${value.high.toFixed(3)})` : '';
}

function capital(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}
