import { type PipelineInput, pipelineReportSchema } from '../../../shared/contract/pipeline.ts';
import { followJob } from '../client/follow.ts';
import type { Command, CommandCall } from '../command.ts';
import { absolutePath, integerOption, readTextFile, textOption } from '../options.ts';
import { duration } from '../output/progress.ts';

const options = {
  demo: { type: 'boolean', default: false },
  name: { type: 'string' },
  seed: { type: 'string' },
  params: { type: 'string' },
} as const;

export const pipelineRun: Command = {
  name: 'pipeline run',
  usage: 'pipeline run [<folder> | --demo] [--name plug] [--params params.yaml] [--seed 42]',
  summary:
    'Run import, freeze, train, evaluate and export; what is up to date is skipped. Exit code 0 only if every check held.',
  options,
  async run(call) {
    const { client } = await call.connect({ create: true });
    const { jobId } = await client.pipeline.run(pipelineInput(call));
    const report = await followJob(client, jobId, pipelineReportSchema, call);
    for (const stage of report.stages)
      call.say(
        `  ${stage.name.padEnd(9)} ${stage.state === 'ran' ? `ran in ${duration(stage.seconds)}` : 'skipped'}: ${stage.why}`,
      );
    for (const sentence of report.sentences) call.say(sentence);
    for (const check of report.checks) call.say(`${check.held ? 'held' : 'NOT HELD'}: ${check.sentence}`);
    return { output: report, exitCode: report.ok ? 0 : 1 };
  },
};

export const pipelineStatus: Command = {
  name: 'pipeline status',
  usage: 'pipeline status [<folder> | --demo] [--name plug] [--params params.yaml]',
  summary: 'Which stages are up to date, and why the others are not.',
  options,
  async run(call) {
    const { client } = await call.connect({ create: true });
    const stages = await client.pipeline.status(pipelineInput(call));
    for (const stage of stages) call.say(`${stage.name.padEnd(9)} ${stage.state}${stage.why ? `: ${stage.why}` : ''}`);
    return { output: stages };
  },
};

function pipelineInput(call: CommandCall): PipelineInput {
  const params = textOption(call.options.params);
  return {
    demo: call.options.demo === true,
    folder: call.words[0] ? absolutePath(call.words[0]) : null,
    withImport: true,
    isRehearsal: false,
    name: textOption(call.options.name) ?? 'plug',
    seed: integerOption('seed', call.options.seed) ?? 42,
    paramsText: params ? readTextFile(params) : null,
    paramsFile: params ?? 'params.yaml',
    author: call.author,
  };
}
