import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';

export const settingsScreen: Screen = {
  id: 'settings',
  name: 'Settings',
  place: 'below',
  view: lazy(() => import('./settings-view.tsx').then(({ SettingsView }) => ({ default: SettingsView }))),
  useRail: () => null,
};
