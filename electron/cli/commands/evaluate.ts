import { evaluationSummarySchema } from '../../../shared/contract/evaluations.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { roleSchema, roles } from '../../../shared/domain/role.ts';
import { followJob } from '../client/follow.ts';
import type { Command } from '../command.ts';
import { integerOption, textOption } from '../options.ts';
import { evaluationLines } from '../output/evaluation.ts';

export const evaluate: Command = {
  name: 'evaluate',
  usage: 'evaluate <model>[@version] [--dataset <name>] [--role val|calibration|test] [--reason "..."]',
  summary: 'Measure a model on a role of a frozen dataset; a look at the test role is journalled.',
  options: {
    dataset: { type: 'string' },
    version: { type: 'string' },
    role: { type: 'string' },
    reason: { type: 'string' },
  },
  async run(call) {
    const role = roleSchema.safeParse(textOption(call.options.role) ?? 'val');
    if (!role.success) {
      throw new ProblemError({
        code: 'invalid-input',
        sentence: `There is no role "${call.options.role}". Nothing was done. The roles are ${roles.join(', ')}.`,
      });
    }
    const { client } = await call.connect();
    const model = call.words[0] ?? 'plug';
    const { jobId } = await client.evaluations.evaluate({
      model,
      dataset: textOption(call.options.dataset) ?? model.split('@')[0],
      datasetVersion: integerOption('version', call.options.version) ?? null,
      role: role.data,
      author: call.author,
      reason: textOption(call.options.reason) ?? 'evaluate',
    });
    const summary = await followJob(client, jobId, evaluationSummarySchema, call);
    for (const line of evaluationLines(summary)) call.say(line);
    return { output: summary };
  },
};
