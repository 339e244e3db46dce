import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';
import { useModelsRail } from './rail.ts';

export { ModelWanted } from './model-wanted.tsx';

export const modelsScreen: Screen = {
  id: 'models',
  name: 'Models',
  place: 'pipeline',
  view: lazy(() => import('./models-view.tsx').then(({ ModelsView }) => ({ default: ModelsView }))),
  useRail: useModelsRail,
};
