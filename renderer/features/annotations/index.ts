import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';
import { labelCommands } from './commands.ts';
import { useLabelRail } from './rail.ts';

export { useSaver } from './session/desk.ts';
export { UnsavedLabels } from './unsaved-labels.tsx';

export const labelScreen: Screen = {
  id: 'label',
  name: 'Label',
  place: 'pipeline',
  view: lazy(() => import('./label-view.tsx').then(({ LabelView }) => ({ default: LabelView }))),
  commands: labelCommands,
  useRail: useLabelRail,
};
