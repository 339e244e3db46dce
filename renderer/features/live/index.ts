import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';
import { liveCommands } from './commands.ts';
import { useLiveRail } from './rail.ts';

export { PriorityMark } from './priority-mark.tsx';
export { type ShownVerdict, shownVerdict } from './shown-verdict.ts';
export { useLive, useLivePart } from './use-live.ts';

export const liveScreen: Screen = {
  id: 'live',
  name: 'Live',
  place: 'pipeline',
  view: lazy(() => import('./live-view.tsx').then(({ LiveView }) => ({ default: LiveView }))),
  commands: liveCommands,
  useRail: useLiveRail,
};
