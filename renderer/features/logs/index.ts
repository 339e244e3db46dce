import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';

export const logsScreen: Screen = {
  id: 'logs',
  name: 'Logs',
  place: 'below',
  view: lazy(() => import('./logs-view.tsx').then(({ LogsView }) => ({ default: LogsView }))),
  useRail: () => null,
};
