import { demoReportSchema } from '../../../shared/contract/sources.ts';
import { followJob } from '../client/follow.ts';
import type { Command } from '../command.ts';
import { absolutePath, integerOption, neededWord } from '../options.ts';

export const demo: Command = {
  name: 'demo',
  usage: 'demo <folder> [--seed 42]',
  summary: 'Write the synthetic demo scenes with their labels into a folder (about 0.5 GB).',
  options: { seed: { type: 'string' } },
  async run(call) {
    const folder = absolutePath(neededWord(call.words, 'The folder for the scenes', this.usage));
    const { client } = await call.connect();
    const { jobId } = await client.sources.writeDemo({ folder, seed: integerOption('seed', call.options.seed) ?? 42 });
    const report = await followJob(client, jobId, demoReportSchema, call);
    call.say(
      `${report.scenes} synthetic scenes lie in ${report.folder} (${Math.round(report.megabytes)} MB): ${report.present} with a plug, ${report.absent} without, ${report.plugLike} of those plug-like.`,
    );
    return { output: report };
  },
};
