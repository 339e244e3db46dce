import { declareCommands, pictureWords } from '../../app/commands/index.ts';

export const validateCommands = declareCommands('validate', 'Validate', {
  next: { title: 'Next worst picture', keys: ['J'] },
  previous: { title: 'Picture before', keys: ['K'] },
  fix: { title: 'Fix this label', keys: ['E'] },
  prepared: { title: 'What the model sees: source or prepared', keys: ['M'] },
  boxes: { title: 'Hide or show all boxes', keys: ['H'] },
  ...pictureWords,
});
