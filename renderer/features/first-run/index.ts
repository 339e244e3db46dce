import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';

export { useFirstRun } from './use-first-run.ts';

/** Not in the rail: a workspace without images opens on it, and Images leads here while there are none. */
export const firstRunScreen: Screen = {
  id: 'first-run',
  name: 'New workspace',
  place: 'aside',
  view: lazy(() => import('./first-run-view.tsx').then(({ FirstRunView }) => ({ default: FirstRunView }))),
  useRail: () => null,
};
