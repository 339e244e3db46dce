import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';
import { validateCommands } from './commands.ts';
import { useValidateRail } from './rail.ts';

export const validateScreen: Screen = {
  id: 'validate',
  name: 'Validate',
  place: 'pipeline',
  view: lazy(() => import('./validate-view.tsx').then(({ ValidateView }) => ({ default: ValidateView }))),
  commands: validateCommands,
  useRail: useValidateRail,
};
