import type { Command } from '../command.ts';
import { listOption } from '../options.ts';

export const init: Command = {
  name: 'init',
  usage: 'init [--workspace <folder>] [--classes plug,...]',
  summary: 'Make a workspace: an empty folder becomes the place where pictures, labels, runs and models are kept.',
  options: { classes: { type: 'string' } },
  async run(call) {
    const { client } = await call.connect({ create: true });
    const classes = listOption(call.options.classes);
    const info = classes ? await client.workspace.setClasses({ classes }) : await client.workspace.info();
    call.say(
      `Workspace ${info.folder}${info.classes.length > 0 ? `, classes ${info.classes.join(', ')}` : ''}. Next: plugsight import <folder>.`,
    );
    return { output: info };
  },
};
