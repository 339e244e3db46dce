import { declareCommands, pictureWords } from '../../app/commands/index.ts';

export const liveCommands = declareCommands('live', 'Live', {
  earlier: { title: 'Frame before', keys: ['J'] },
  later: { title: 'Frame after', keys: ['Shift J'] },
  newest: { title: 'Back to the newest frame', keys: ['Escape'] },
  send: { title: 'Send this frame to the label queue', keys: ['S'] },
  ...pictureWords,
});
