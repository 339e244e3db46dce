import type { Command } from '../command.ts';
import { counted } from '../output/counted.ts';

export const info: Command = {
  name: 'info',
  usage: 'info',
  summary: 'What this workspace holds.',
  options: {},
  async run(call) {
    const { client } = await call.connect();
    const found = await client.workspace.info();
    const { counts } = found;
    call.say(
      `${found.folder}: ${counted(counts.images, 'image')} (${counts.withBoxes} with boxes, ${counts.noObject} confirmed empty, ${counts.unlabelled} unlabelled), ` +
        `${counted(counts.datasets, 'dataset')}, ${counted(counts.runs, 'training')}, ${counted(counts.models, 'model')}; classes: ${found.classes.join(', ') || 'none yet'}.`,
    );
    return { output: found };
  },
};
