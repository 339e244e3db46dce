import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';
import { tryCommands } from './commands.ts';
import { useTryRail } from './rail.ts';

export const tryScreen: Screen = {
  id: 'try',
  name: 'Try it',
  place: 'above',
  view: lazy(() => import('./try-view.tsx').then(({ TryView }) => ({ default: TryView }))),
  commands: tryCommands,
  useRail: useTryRail,
};
