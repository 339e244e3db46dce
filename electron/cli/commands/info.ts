import type { FileNameRuleReport } from '../../../shared/contract/workspace.ts';
import type { Command } from '../command.ts';
import { fileNameRuleOption } from '../options.ts';
import { counted } from '../output/counted.ts';

export const info: Command = {
  name: 'info',
  usage: 'info [--file-name-rule <expression>|default]',
  summary: 'What this workspace holds; sets how its file names are read.',
  options: { 'file-name-rule': { type: 'string' } },
  async run(call) {
    const { client } = await call.connect();
    const rule = fileNameRuleOption(call.options['file-name-rule']);
    if (rule !== undefined) call.say(ruleSentence(await client.workspace.setFileNameRule({ expression: rule })));
    const found = await client.workspace.info();
    const { counts } = found;
    call.say(
      `${found.folder}: ${counted(counts.images, 'image')} (${counts.withBoxes} with boxes, ${counts.noObject} confirmed empty, ${counts.unlabelled} unlabelled), ` +
        `${counted(counts.datasets, 'dataset')}, ${counted(counts.runs, 'training')}, ${counted(counts.models, 'model')}; classes: ${found.classes.join(', ') || 'none yet'}; ` +
        `file names: ${found.fileNameRule === null ? 'default rule (one try is <uuid>_k)' : `rule ${found.fileNameRule}`}.`,
    );
    return { output: found };
  },
};

function ruleSentence({ expression, images, fitting, timesChanged, keptExif }: FileNameRuleReport): string {
  const rule = expression === null ? 'The default file-name rule' : `The file-name rule ${expression}`;
  const exif =
    keptExif === 0
      ? ''
      : ` ${counted(keptExif, 'image')} whose name says a time too ${keptExif === 1 ? 'keeps' : 'keep'} the one of EXIF data, which is read at import.`;
  return `${rule} is in force: ${fitting} of ${counted(images, 'image')} ${fitting === 1 ? 'fits' : 'fit'}, ${counted(timesChanged, 'capture time')} changed.${exif} Frozen datasets stay as they are; freeze again to use it.`;
}
