import { labelScreen } from '../features/annotations/index.ts';
import { datasetsScreen } from '../features/datasets/index.ts';
import { validateScreen } from '../features/evaluations/index.ts';
import { firstRunScreen } from '../features/first-run/index.ts';
import { imagesScreen } from '../features/images/index.ts';
import { liveScreen } from '../features/live/index.ts';
import { logsScreen } from '../features/logs/index.ts';
import { modelsScreen } from '../features/models/index.ts';
import { overviewScreen } from '../features/overview/index.ts';
import { trainScreen } from '../features/runs/index.ts';
import { settingsScreen } from '../features/settings/index.ts';
import { tryScreen } from '../features/try-it/index.ts';
import type { Screen } from './screen.ts';

/** Every screen there is, in the order of the rail; a feature that is not there yet is not here either. */
export const screens: readonly Screen[] = [
  overviewScreen,
  tryScreen,
  imagesScreen,
  labelScreen,
  datasetsScreen,
  trainScreen,
  validateScreen,
  modelsScreen,
  liveScreen,
  logsScreen,
  settingsScreen,
  firstRunScreen,
];
