import {
  type EvaluationSummary,
  type ModelsCompared,
  modelsComparedSchema,
} from '../../../shared/contract/evaluations.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { roleSchema, roles } from '../../../shared/domain/role.ts';
import { followJob } from '../client/follow.ts';
import type { Command } from '../command.ts';
import { integerOption, textOption } from '../options.ts';

export const modelCompare: Command = {
  name: 'models compare',
  usage:
    'models compare <new>[@version] <current>[@version] [--dataset <name>] [--version <n>] [--role val|calibration|test] [--reason "..."]',
  summary:
    'Two models on the same frozen pictures, each at its own threshold: who is right where, and whether that tells them apart.',
  options: {
    dataset: { type: 'string' },
    version: { type: 'string' },
    role: { type: 'string' },
    reason: { type: 'string' },
  },
  async run(call) {
    const [newModel, currentModel] = call.words;
    if (newModel === undefined || currentModel === undefined) {
      throw new ProblemError({
        code: 'invalid-input',
        sentence: `Two models are needed, the new one and the current one. Usage: plugsight ${this.usage}`,
      });
    }
    const role = roleSchema.safeParse(textOption(call.options.role) ?? 'val');
    if (!role.success) {
      throw new ProblemError({
        code: 'invalid-input',
        sentence: `There is no role "${call.options.role}". Nothing was done. The roles are ${roles.join(', ')}.`,
      });
    }
    const { client } = await call.connect();
    const { jobId } = await client.evaluations.compareModels({
      newModel,
      currentModel,
      dataset: textOption(call.options.dataset) ?? newModel.split('@')[0],
      datasetVersion: integerOption('version', call.options.version) ?? null,
      role: role.data,
      author: call.author,
      reason: textOption(call.options.reason) ?? 'compare',
    });
    const compared = await followJob(client, jobId, modelsComparedSchema, call);
    for (const line of comparisonLines(compared)) call.say(line);
    return { output: compared };
  },
};

/** The dangerous error first; plant words, then the field's terms. */
function comparisonLines({ newModel, currentModel, absent, present, map50, map5095 }: ModelsCompared): string[] {
  const name = ({ model, modelVersion, figures }: EvaluationSummary) =>
    `${model} v${modelVersion} at ${figures.threshold.tau.toFixed(3)}`;
  const { dataset, datasetVersion, role, figures } = newModel;
  const cautions = new Set([...newModel.cautions, ...currentModel.cautions]);
  return [
    `New ${name(newModel)} against current ${name(currentModel)} on ${dataset} v${datasetVersion}, role ${role}: the same ${figures.images} images.`,
    ...[absent, present].flatMap((tries) => (tries === null ? [] : [tries.sentence, `  ${tries.detail}`])),
    differenceLine('mAP50', map50),
    differenceLine('mAP50-95', map5095),
    `  New minus current, formula ${figures.averagePrecision.formula}; paired bootstrap over blocks.`,
    ...cautions,
  ];
}

function differenceLine(name: string, { value, interval }: ModelsCompared['map50']): string {
  const shown = value === null ? 'not defined (no image has ground truth)' : signed(value);
  return interval.state === 'shown'
    ? `Difference of ${name} ${shown} (95 % ${signed(interval.low)} to ${signed(interval.high)})`
    : `Difference of ${name} ${shown} (no interval: ${interval.why})`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
