import { labelExportReportSchema, labelImportReportSchema } from '../../../shared/contract/annotations.ts';
import { followJob } from '../client/follow.ts';
import type { Command } from '../command.ts';
import { absolutePath, neededWord } from '../options.ts';
import { counted } from '../output/counted.ts';
import { sayProblems } from '../output/problems.ts';

export const labelImport: Command = {
  name: 'label import',
  usage: 'label import <folder>',
  summary: 'Read YOLO label files for images that are already here; every change is a new revision.',
  options: {},
  async run(call) {
    const folder = absolutePath(neededWord(call.words, 'The folder with the label files', this.usage));
    const { client } = await call.connect();
    const { jobId } = await client.annotations.importLabels({ folder, format: 'yolo', author: call.author });
    const report = await followJob(client, jobId, labelImportReportSchema, call);
    call.say(
      `${counted(report.matched, 'label file')} matched to images: ${report.changed} changed a label, ${report.unchanged} said what was known.`,
    );
    sayProblems(call, 'refused', report.refused);
    sayProblems(call, 'worth knowing', report.warnings);
    return { output: report };
  },
};

export const labelExport: Command = {
  name: 'label export',
  usage: 'label export <folder> [--labels-only]',
  summary: 'Write labels in YOLO text, with the images: an empty file for "no object", none for an unlabelled image.',
  options: { 'labels-only': { type: 'boolean', default: false } },
  async run(call) {
    const folder = absolutePath(neededWord(call.words, 'The folder to write to', this.usage));
    const { client } = await call.connect();
    const { jobId } = await client.annotations.exportLabels({
      folder,
      format: 'yolo',
      images: call.options['labels-only'] !== true,
    });
    const report = await followJob(client, jobId, labelExportReportSchema, call);
    call.say(
      `${counted(report.boxes, 'label file')} with boxes and ${report.noObject} empty ("no object") written to ${report.folder}; ${counted(report.unlabelled, 'image')} unlabelled and without a label file.`,
    );
    sayProblems(call, 'not written', report.refused);
    return { output: report, exitCode: report.refused.length > 0 ? 1 : 0 };
  },
};
