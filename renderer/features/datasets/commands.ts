import { declareCommands } from '../../app/commands/index.ts';

export const datasetsCommands = declareCommands('datasets', 'Datasets', {
  freeze: { title: 'Freeze the next version' },
});
