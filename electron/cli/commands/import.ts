import { type ImportReport, importReportSchema } from '../../../shared/contract/sources.ts';
import { followJob } from '../client/follow.ts';
import type { Command } from '../command.ts';
import { absolutePath, fileNameRuleOption, listOption, neededWord, textOption } from '../options.ts';
import { counted } from '../output/counted.ts';
import { sayProblems } from '../output/problems.ts';

export const importImages: Command = {
  name: 'import',
  usage:
    'import <folder> [--reference] [--source <station>] [--classes plug,...] [--file-name-rule <expression>|default]',
  summary: 'Take in raw images and the YOLO labels beside them, or a whole YOLO dataset with its split.',
  options: {
    reference: { type: 'boolean', default: false },
    source: { type: 'string' },
    classes: { type: 'string' },
    'file-name-rule': { type: 'string' },
  },
  async run(call) {
    const folder = absolutePath(neededWord(call.words, 'The folder with the images', this.usage));
    const { client } = await call.connect();
    const rule = fileNameRuleOption(call.options['file-name-rule']);
    if (rule !== undefined) await client.workspace.setFileNameRule({ expression: rule });
    const { jobId } = await client.sources.import({
      folder,
      storage: call.options.reference === true ? 'reference' : 'copy',
      source: textOption(call.options.source) ?? 'station',
      preparation: null,
      classes: listOption(call.options.classes) ?? null,
      author: call.author,
    });
    const report = await followJob(client, jobId, importReportSchema, call);
    call.say(importSentence(report));
    sayProblems(call, 'refused', report.refused);
    sayProblems(call, 'worth knowing', report.warnings);
    return { output: report };
  },
};

export function importSentence(report: ImportReport): string {
  const { labelled, alreadyKnown, refused } = report;
  const notRead = refused.length === 0 ? '' : `; ${counted(refused.length, 'file was', 'files were')} refused`;
  const known = alreadyKnown > 0 ? `, ${alreadyKnown} ${alreadyKnown === 1 ? 'was' : 'were'} here already` : '';
  const copies = report.sameBytes + report.samePixels;
  return [
    `${report.imported} of ${counted(report.filesSeen, 'image')} came in${known}${notRead}.`,
    `Labels: ${labelled.boxes} with boxes, ${labelled.noObject} confirmed empty, ${labelled.unlabelled} unlabelled. Prepared as: ${report.preparation}.`,
    copies > 0
      ? `${counted(copies, 'file shows', 'files show')} exactly the same picture as another one; each picture counts once in a dataset.`
      : '',
    report.keptRoles ? 'The train, val and test split they came with is kept.' : '',
  ]
    .filter((line) => line.length > 0)
    .join('\n');
}
