import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';
import { useOverviewRail } from './rail.ts';

export { useUnreadFailures } from './failures.ts';

export const overviewScreen: Screen = {
  id: 'overview',
  name: 'Overview',
  place: 'above',
  view: lazy(() => import('./overview-view.tsx').then(({ OverviewView }) => ({ default: OverviewView }))),
  useRail: useOverviewRail,
};
