import { declareCommands, pictureWords } from '../../app/commands/index.ts';

export const tryCommands = declareCommands('try', 'Try it', {
  predict: { title: 'Predict a picture', keys: ['Enter'] },
  send: { title: 'Send the picture to the label queue', keys: ['S'] },
  ...pictureWords,
});
