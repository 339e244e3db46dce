import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';
import { labelCommands } from './commands.ts';
import { useLabelRail } from './rail.ts';

export const labelScreen: Screen = {
  id: 'label',
  name: 'Label',
  place: 'pipeline',
  view: lazy(() => import('./label-view.tsx').then(({ LabelView }) => ({ default: LabelView }))),
  commands: labelCommands,
  useRail: useLabelRail,
};
