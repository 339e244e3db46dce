import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { PipelineReport } from '../../../shared/contract/pipeline.ts';
import { defaultTargetRate } from '../../../shared/evaluation/choose-threshold.ts';

type Check = PipelineReport['checks'][number];

/** What the demo must show; a demo that does not is a fault of the program. */
const demoLimits = {
  map50: 0.9,
  baselineMap50: 0.3,
  absentEpisodes: 60,
  plugLikeEpisodes: 30,
  missRate: 0.05,
  templateShare: 0.2,
} as const;

/** What has to hold for exit code 0, each with a sentence that carries its figures. */
export function checksOf(
  facts: {
    readonly dataset: DatasetSummary;
    readonly evaluation: EvaluationSummary;
    readonly templateShare: number | null;
  },
  isDemo: boolean,
): Check[] {
  const { figures, lookAlikes } = facts.evaluation;
  const map50 = valueOrNull(figures.averagePrecision.map50);
  const baseline = figures.baseline ? valueOrNull(figures.baseline.map50) : null;
  const level = figures.imageLevel;
  const leaks = Object.values(facts.dataset.leakage).filter(
    ({ sameBlock, nearFrame }) => sameBlock > 0 || nearFrame > 0,
  ).length;
  const checks: Check[] = [
    check(
      'leakage',
      leaks === 0 || facts.dataset.optimistic,
      leaks === 0
        ? 'No picture of another role lies beside a train picture.'
        : `${leaks} roles lie beside train pictures; the figures are called optimistic for it.`,
    ),
    check(
      'better-than-baseline',
      map50 !== null && map50 > (baseline ?? 0),
      `mAP50 ${shown(map50)} against ${shown(baseline)} of the mean training box.`,
    ),
  ];
  if (level) {
    const { falsePositives, misses } = level;
    const rate = valueOrNull(falsePositives.rate);
    checks.push(
      check('false-positives', rate !== null && rate <= (isDemo ? 0 : defaultTargetRate), falsePositives.sentence),
    );
    if (isDemo) {
      const missRate = valueOrNull(misses.rate);
      checks.push(
        check('misses', missRate !== null && missRate <= demoLimits.missRate, misses.sentence),
        check(
          'absent-episodes',
          falsePositives.trials >= demoLimits.absentEpisodes,
          `${falsePositives.trials} tries without a plug are counted; ${demoLimits.absentEpisodes} are needed.`,
        ),
        check(
          'plug-like-episodes',
          (lookAlikes?.episodes ?? 0) >= demoLimits.plugLikeEpisodes,
          `${lookAlikes?.episodes ?? 0} of them look like one; ${demoLimits.plugLikeEpisodes} are needed.`,
        ),
      );
    }
  }
  if (isDemo) {
    checks.push(
      check(
        'map50',
        map50 !== null && map50 >= demoLimits.map50,
        `mAP50 ${shown(map50)} of at least ${demoLimits.map50}.`,
      ),
      check(
        'baseline',
        baseline !== null && baseline <= demoLimits.baselineMap50,
        `The mean training box alone scores mAP50 ${shown(baseline)} of at most ${demoLimits.baselineMap50}: the set is no lucky one.`,
      ),
      check(
        'hardness',
        (facts.templateShare ?? 0) >= demoLimits.templateShare,
        `A template matcher calls ${facts.templateShare === null ? 'none' : `${(100 * facts.templateShare).toFixed(0)} %`} of the plug-like test scenes a plug; at least ${100 * demoLimits.templateShare} % show that the set is hard.`,
      ),
    );
  }
  return checks;
}

function check(name: string, held: boolean, sentence: string): Check {
  return { name, held, sentence };
}

export function valueOrNull(
  measure: { readonly state: 'defined'; readonly value: number } | { readonly state: 'not-defined' },
): number | null {
  return measure.state === 'defined' ? measure.value : null;
}

function shown(value: number | null): string {
  return value === null ? 'not defined' : value.toFixed(3);
}
