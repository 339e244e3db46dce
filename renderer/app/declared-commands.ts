import { shell } from '../client/index.ts';
import { everywhere } from './commands/command-list.ts';
import { type DeclaredCommand, declareCommands } from './commands/index.ts';
import { screens } from './screens.ts';

/** What can be done everywhere. */
export const appCommands = declareCommands('app', everywhere, {
  palette: { title: 'Find any command', keys: ['Ctrl K'] },
  keys: { title: 'Show the keys', keys: ['?'] },
  theme: { title: 'Light or dark theme' },
  'next-region': { title: 'Next region of the page', keys: ['F6'] },
  'previous-region': { title: 'Previous region of the page', keys: ['Shift F6'] },
});

/** Only where the program has a window of its own. */
export const shellCommands = declareCommands('app', everywhere, {
  'open-workspace': { title: 'Open another workspace' },
  'larger-text': { title: 'Larger text', keys: ['Ctrl +', 'Ctrl ='] },
  'smaller-text': { title: 'Smaller text', keys: ['Ctrl -'] },
  'usual-text': { title: 'Usual text size', keys: ['Ctrl 0'] },
});

export const goCommands = declareCommands(
  'go',
  everywhere,
  Object.fromEntries(screens.map(({ id, name }) => [id, { title: `Go to ${name}` }])),
);

/** Every command of the program, whether its screen was opened or not. */
export const declaredCommands: readonly DeclaredCommand[] = [
  ...screens.flatMap(({ commands }) => Object.values(commands ?? {})),
  ...Object.values(appCommands),
  ...(shell === null ? [] : Object.values(shellCommands)),
  ...Object.values(goCommands),
];
