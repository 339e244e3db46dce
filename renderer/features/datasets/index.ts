import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';
import { datasetsCommands } from './commands.ts';
import { useDatasetsRail } from './rail.ts';

export const datasetsScreen: Screen = {
  id: 'datasets',
  name: 'Datasets',
  place: 'pipeline',
  view: lazy(() => import('./datasets-view.tsx').then(({ DatasetsView }) => ({ default: DatasetsView }))),
  commands: datasetsCommands,
  useRail: useDatasetsRail,
};
