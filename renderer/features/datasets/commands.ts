import { declareCommands } from '../../app/commands/index.ts';

export const datasetsCommands = declareCommands('datasets', 'Datasets', {
  freeze: { title: 'Freeze the next version' },
  export: { title: 'Export the version that is shown' },
});
