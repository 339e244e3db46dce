import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';
import { useImagesRail } from './rail.ts';

export { chooseFolder, FolderChooser } from './import/folder-chooser.tsx';
export { gigabytes } from './import/gigabytes.ts';
export { labelSentence, useInspection } from './import/import-dialog.tsx';
export { ImportProgress, seconds } from './import/import-progress.tsx';
export { PlaceField } from './import/place-field.tsx';
export { Thumbnail, type ThumbnailBox } from './thumbnail.tsx';
export { cardState, counted, shortDay } from './words.ts';

export const imagesScreen: Screen = {
  id: 'images',
  name: 'Images',
  place: 'pipeline',
  view: lazy(() => import('./images-view.tsx').then(({ ImagesView }) => ({ default: ImagesView }))),
  useRail: useImagesRail,
};
