import {
  type ExchangeSource,
  type LabelImportReport,
  labelExportReportSchema,
  labelImportReportSchema,
} from '../../../shared/contract/exchange.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import {
  type ExchangeFormat,
  exchangeFormatSchema,
  exchangeFormats,
  formatTitle,
} from '../../../shared/formats/exchange/format.ts';
import { followJob } from '../client/follow.ts';
import type { Command, CommandCall } from '../command.ts';
import { absolutePath, neededWord, textOption } from '../options.ts';
import { counted } from '../output/counted.ts';
import { sayProblems } from '../output/problems.ts';

const formatNames = exchangeFormats.join('|');

export const labelImport: Command = {
  name: 'label import',
  usage: `label import <folder, .zip or file> [--format ${formatNames}] [--dry-run] [--empty no-object|unlabelled] [--annotators newest] [--voc-counts-from 0|1]`,
  summary:
    'Read labels of another tool for images that are already here; every change is a new revision. --dry-run says what would happen.',
  options: {
    format: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    empty: { type: 'string' },
    annotators: { type: 'string' },
    'voc-counts-from': { type: 'string' },
  },
  async run(call) {
    const source: ExchangeSource = {
      folder: absolutePath(neededWord(call.words, 'The folder or file with the labels', this.usage)),
      format: formatOption(call.options.format),
      withoutBoxes: choice(call, 'empty', ['no-object', 'unlabelled']) ?? 'as-the-format-says',
      severalAnnotators: choice(call, 'annotators', ['newest', 'refuse']) ?? 'refuse',
      vocCounting: vocCounting(choice(call, 'voc-counts-from', ['0', '1'])),
    };
    const { client } = await call.connect();
    const { jobId } =
      call.options['dry-run'] === true
        ? await client.annotations.inspectExchange(source)
        : await client.annotations.importLabels({ ...source, author: call.author });
    const report = await followJob(client, jobId, labelImportReportSchema, call);
    for (const line of importLines(report)) call.say(line);
    sayProblems(call, 'refused', report.refused);
    sayProblems(call, 'worth knowing', report.warnings);
    return { output: report };
  },
};

export const labelExport: Command = {
  name: 'label export',
  usage: `label export <folder> [--format ${formatNames}] [--labels-only]`,
  summary: 'Write all labels, as YOLO text or for another tool, with the images.',
  options: { format: { type: 'string' }, 'labels-only': { type: 'boolean', default: false } },
  async run(call) {
    const folder = absolutePath(neededWord(call.words, 'The folder to write to', this.usage));
    const { client } = await call.connect();
    const { jobId } = await client.annotations.exportLabels({
      folder,
      format: formatOption(call.options.format) ?? 'yolo',
      images: call.options['labels-only'] !== true,
    });
    const report = await followJob(client, jobId, labelExportReportSchema, call);
    call.say(
      `${formatTitle[report.format]}: labels of ${counted(report.boxes, 'image')} with boxes and ${report.noObject} without an object ("no object") written to ${report.folder}; ${counted(report.unlabelled, 'image')} unlabelled.`,
    );
    for (const sentence of report.notCarried) call.say(`  not carried: ${sentence}`);
    sayProblems(call, 'not written', report.refused);
    return { output: report, exitCode: report.refused.length > 0 ? 1 : 0 };
  },
};

function importLines(report: LabelImportReport): string[] {
  const { says } = report;
  const changes = report.written
    ? `${report.changed} changed a label, ${report.unchanged} said what was known.`
    : `${report.changed} would change a label, ${report.unchanged} say what is known. Nothing was written.`;
  return [
    `${formatTitle[report.format]}, ${counted(report.files, 'file')}: labels of ${counted(report.matched, 'image')} that are here (${says.boxes} with boxes, ${says.noObject} "no object", ${says.open + says.unlabelled} without a label). ${changes}`,
    ...(report.replaced > 0
      ? [
          `  ${counted(report.replaced, 'other label')} ${report.written ? 'was' : 'would be'} replaced; the history keeps them.`,
        ]
      : []),
    ...(report.classesAdded.length > 0 ? [`  new classes: ${report.classesAdded.join(', ')}`] : []),
    ...(report.scaled > 0
      ? [`  ${counted(report.scaled, 'image')} labelled at another size of the same proportions: boxes scaled.`]
      : []),
    ...report.notCarried.map(({ sentence }) => `  not carried: ${sentence}`),
  ];
}

function formatOption(value: CommandCall['options'][string]): ExchangeFormat | null {
  const text = textOption(value);
  if (text === undefined) return null;
  const format = exchangeFormatSchema.safeParse(text);
  if (format.success) return format.data;
  throw new ProblemError({
    code: 'invalid-input',
    sentence: `There is no format "${text}". Nothing was done. The formats are ${exchangeFormats.join(', ')}.`,
  });
}

function choice<T extends string>(call: CommandCall, name: string, values: readonly T[]): T | undefined {
  const text = textOption(call.options[name]);
  if (text === undefined) return undefined;
  const found = values.find((value) => value === text);
  if (found !== undefined) return found;
  throw new ProblemError({
    code: 'invalid-input',
    sentence: `--${name} is ${values.join(' or ')} and got "${text}". Nothing was done.`,
  });
}

function vocCounting(from: '0' | '1' | undefined): ExchangeSource['vocCounting'] {
  if (from === undefined) return null;
  return from === '1' ? 'from-1' : 'from-0';
}
