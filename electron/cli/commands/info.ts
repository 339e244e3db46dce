import type { Command } from '../command.ts';

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
      `${found.folder}: ${counts.images} images (${counts.withBoxes} with boxes, ${counts.noObject} confirmed empty, ${counts.unlabelled} unlabelled), ` +
        `${counts.datasets} datasets, ${counts.runs} runs, ${counts.models} models; classes ${found.classes.join(', ') || 'none yet'}.`,
    );
    return { output: found };
  },
};
