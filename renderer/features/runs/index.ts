import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';
import { trainCommands } from './commands.ts';
import { useTrainRail } from './rail.ts';

export { FolderButton } from './run/run-actions.tsx';
export { duration, endsAbout } from './words.ts';

export const trainScreen: Screen = {
  id: 'train',
  name: 'Train',
  place: 'pipeline',
  view: lazy(() => import('./train-view.tsx').then(({ TrainView }) => ({ default: TrainView }))),
  commands: trainCommands,
  useRail: useTrainRail,
};
