import { type RunSummary, runSummarySchema } from '../../../shared/contract/runs.ts';
import { followJob } from '../client/follow.ts';
import type { Command } from '../command.ts';
import { integerOption, readTextFile, textOption } from '../options.ts';
import { duration } from '../output/progress.ts';

export const train: Command = {
  name: 'train',
  usage: 'train [<dataset>] [--params params.yaml] [--start <model>] [--random-start] [--resume <run>]',
  summary: 'Train the built-in detector on a frozen dataset; can be stopped and resumed.',
  options: {
    params: { type: 'string' },
    version: { type: 'string' },
    start: { type: 'string' },
    'random-start': { type: 'boolean', default: false },
    resume: { type: 'string' },
  },
  async run(call) {
    const { client } = await call.connect();
    const resume = textOption(call.options.resume);
    const paramsFile = textOption(call.options.params);
    const { jobId } = resume
      ? await client.runs.resume({ runId: resume })
      : await client.runs.train({
          dataset: call.words[0] ?? 'plug',
          datasetVersion: integerOption('version', call.options.version) ?? null,
          paramsText: paramsFile ? readTextFile(paramsFile) : '',
          paramsFile: paramsFile ?? 'params.yaml',
          startModel: textOption(call.options.start) ?? null,
          allowRandomStart: call.options['random-start'] === true,
        });
    const run = await followJob(client, jobId, runSummarySchema, call);
    for (const line of runLines(run)) call.say(line);
    return { output: run, exitCode: run.state === 'finished' ? 0 : 1 };
  },
};

export const runList: Command = {
  name: 'runs',
  usage: 'runs',
  summary: 'The trainings of this workspace, newest first.',
  options: {},
  async run(call) {
    const { client } = await call.connect();
    const list = await client.runs.list();
    for (const run of list)
      call.say(
        `${run.id}  ${run.state.padEnd(11)} ${run.dataset} v${run.datasetVersion}  val mAP50 ${run.valMap50?.toFixed(3) ?? '-'}`,
      );
    return { output: list };
  },
};

export function runLines(run: RunSummary): string[] {
  const seconds = run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 : null;
  const figures =
    run.valMap50 === null
      ? ''
      : `: best at epoch ${run.bestEpoch}, val mAP50 ${run.valMap50.toFixed(3)}, mAP50-95 ${run.valMap5095?.toFixed(3)}`;
  return [
    `Run ${run.id} ${run.state}${figures}${seconds === null ? '' : ` after ${duration(seconds)}`}${run.imagesPerSecond ? `, ${run.imagesPerSecond.toFixed(1)} images/s` : ''}.`,
    ...run.notes.map((note) => `  ${note}`),
    ...(run.problem ? [`  ${run.problem.sentence}`] : []),
    ...(run.state === 'stopped' || run.state === 'interrupted'
      ? [`  Go on with: plugsight train --resume ${run.id}`]
      : []),
  ];
}
