import { declareCommands } from '../../app/commands/index.ts';

export const trainCommands = declareCommands('train', 'Train', {
  begin: { title: 'Begin the next training', keys: ['Ctrl Enter'] },
});
