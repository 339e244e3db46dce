import {
  type DatasetSummary,
  datasetExportReportSchema,
  datasetSummarySchema,
} from '../../../shared/contract/datasets.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { type Role, roleSchema, roles } from '../../../shared/domain/role.ts';
import { followJob } from '../client/follow.ts';
import type { Command } from '../command.ts';
import { absolutePath, integerOption, listOption, neededWord } from '../options.ts';

export const datasetFreeze: Command = {
  name: 'dataset freeze',
  usage: 'dataset freeze [<name>] [--seed 42] [--shares train=0.8,val=0.2] [--keep-roles | --new-roles]',
  summary: 'Freeze a dataset version: members, roles by block, preparation, classes and seed, written in YOLO layout.',
  options: {
    seed: { type: 'string' },
    shares: { type: 'string' },
    'keep-roles': { type: 'boolean', default: false },
    'new-roles': { type: 'boolean', default: false },
  },
  async run(call) {
    const { client } = await call.connect();
    const { jobId } = await client.datasets.freeze({
      name: call.words[0] ?? 'plug',
      seed: integerOption('seed', call.options.seed) ?? 42,
      shares: readShares(listOption(call.options.shares)),
      keepRoles: call.options['keep-roles'] === true ? true : call.options['new-roles'] === true ? false : null,
    });
    const summary = await followJob(client, jobId, datasetSummarySchema, call);
    for (const line of datasetLines(summary)) call.say(line);
    return { output: summary };
  },
};

export const datasetExport: Command = {
  name: 'dataset export',
  usage: 'dataset export <name>[@version] <folder>',
  summary: 'Copy a frozen version as a YOLO folder with its dataset.yaml into an empty or new folder.',
  options: {},
  async run(call) {
    const [name = '', version] = neededWord(call.words, 'The dataset', this.usage).split('@');
    const folder = absolutePath(neededWord(call.words.slice(1), 'The folder', this.usage));
    const { client } = await call.connect();
    const { jobId } = await client.datasets.export({
      name,
      version: integerOption('version', version) ?? null,
      folder,
    });
    const report = await followJob(client, jobId, datasetExportReportSchema, call);
    call.say(`${report.folder}: ${report.name} v${report.version}, ${report.images} images in ${report.files} files`);
    return { output: report };
  },
};

export const datasetList: Command = {
  name: 'dataset list',
  usage: 'dataset list',
  summary: 'The frozen dataset versions.',
  options: {},
  async run(call) {
    const { client } = await call.connect();
    const list = await client.datasets.list();
    for (const summary of list)
      call.say(`${summary.name} v${summary.version}  ${summary.createdAt}  ${summary.hash.slice(0, 12)}`);
    return { output: list };
  },
};

export function datasetLines(summary: DatasetSummary): string[] {
  const counts = roles.flatMap((role) => {
    const figures = summary.roles[role];
    if (!figures) return [];
    return [
      `  ${role.padEnd(11)} ${figures.images} images (${figures.present} with, ${figures.absent} without), ${figures.episodes} tries, ${figures.blocks} blocks`,
    ];
  });
  const leaks = Object.entries(summary.leakage).map(
    ([role, figures]) =>
      `${role} ${percent(figures.sameBlock)} in a train block, ${percent(figures.nearFrame)} within two frames of a train image`,
  );
  const out = summary.leftOut;
  return [
    `Dataset ${summary.name} v${summary.version} (${summary.hash.slice(0, 12)})${summary.unchanged ? ', as frozen before' : ''} in ${summary.folder}`,
    ...counts,
    ...summary.rules.map((rule) => `  ${rule}`),
    `  left out: ${out.unlabelled} unlabelled, ${out.duplicates} same pictures, ${out.nearDuplicates} near-duplicates, ${out.guardFrames} guard frames`,
    `  leakage: ${leaks.length > 0 ? leaks.join('; ') : 'no role beside train'}`,
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function readShares(words: string[] | undefined): Partial<Record<Role, number>> | null {
  if (!words) return null;
  const shares: Partial<Record<Role, number>> = {};
  for (const word of words) {
    const [name = '', value = ''] = word.split('=');
    const role = roleSchema.safeParse(name);
    const share = Number(value);
    if (!role.success || value === '' || !(share >= 0 && share <= 1)) {
      throw new ProblemError({
        code: 'invalid-input',
        sentence: `"${word}" is no share. Nothing was done. Write for example --shares train=0.8,val=0.2; the roles are ${roles.join(', ')}.`,
      });
    }
    shares[role.data] = share;
  }
  return shares;
}
