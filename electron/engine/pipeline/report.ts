import type { PipelineInput, PipelineReport } from '../../../shared/contract/pipeline.ts';
import { ProblemError, type Result } from '../../../shared/domain/problem.ts';
import { getDataset } from '../datasets/index.ts';
import { listEvaluations } from '../evaluations/index.ts';
import { getModel } from '../models/index.ts';
import { getRun } from '../runs/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { checksOf, valueOrNull } from './checks.ts';
import type { StageOutputs } from './stage-outputs.ts';

/** The figures of a pipeline's last evaluation with the checks on them, read back from what the stages stored. */
export function pipelineReport(
  workspace: Workspace,
  input: PipelineInput,
  outputs: StageOutputs,
  stages: PipelineReport['stages'],
  totalSeconds: number,
): PipelineReport {
  const dataset = valueOrThrow(getDataset(workspace, outputs.freeze.name, outputs.freeze.version));
  const model = valueOrThrow(getModel(workspace, `${outputs.register.name}@${outputs.register.version}`));
  const run = valueOrThrow(getRun(workspace, outputs.train.runId));
  const evaluation = listEvaluations(workspace).find(({ id }) => id === outputs.evaluate.evaluationId);
  if (!evaluation) throw new Error(`evaluation ${outputs.evaluate.evaluationId} is not stored`);
  const { figures, lookAlikes } = evaluation;
  const { templateShare } = outputs.evaluate;
  const { map50, map5095, map50Interval } = figures.averagePrecision;
  const level = figures.imageLevel;
  const checks = checksOf({ dataset, evaluation, templateShare }, input.demo);
  const shownInterval = map50Interval.state === 'shown' ? map50Interval : null;
  return {
    ok: checks.every(({ held }) => held),
    stages,
    checks,
    map50: valueOrNull(map50),
    map50_low: shownInterval?.low ?? null,
    map50_high: shownInterval?.high ?? null,
    map50_95: valueOrNull(map5095),
    baseline_map50: figures.baseline ? valueOrNull(figures.baseline.map50) : null,
    threshold: figures.threshold.tau,
    false_positives: level?.falsePositives.errors ?? null,
    absent_episodes: level?.falsePositives.trials ?? null,
    false_positive_upper_bound: level?.falsePositives.upperBound ?? null,
    plug_like_episodes: lookAlikes?.episodes ?? null,
    plug_like_false_positives: lookAlikes?.falsePositives ?? null,
    misses: level?.misses.errors ?? null,
    present_episodes: level?.misses.trials ?? null,
    template_false_positive_share: templateShare,
    training_seconds: run.trainingSeconds ?? 0,
    total_seconds: totalSeconds,
    model: `${model.name}@${model.version}`,
    onnx: model.onnxPath,
    model_file: outputs.export.path,
    sentences: [
      `Role ${evaluation.role}: ${figures.images} images, never used for training.`,
      ...(level
        ? [
            level.falsePositives.sentence,
            `  ${level.falsePositives.detail}`,
            level.misses.sentence,
            `  ${level.misses.detail}`,
          ]
        : []),
      `mAP50 ${text(valueOrNull(map50))}${shownInterval ? ` (95 % ${text(shownInterval.low)} to ${text(shownInterval.high)})` : map50Interval.state === 'not-shown' ? ` (${map50Interval.why})` : ''}, mAP50-95 ${text(valueOrNull(map5095))}, formula ${figures.averagePrecision.formula}.`,
      ...(figures.baseline ? [figures.baseline.sentence] : []),
      ...figures.threshold.sentences,
      ...evaluation.cautions,
      `Model: ${model.onnxPath}`,
      `Model file for the station: ${outputs.export.path}`,
    ],
  };
}

function text(value: number | null): string {
  return value === null ? 'not defined' : value.toFixed(3);
}

function valueOrThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new ProblemError(result.problem);
  return result.value;
}
