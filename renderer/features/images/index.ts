import { lazy } from 'react';
import type { Screen } from '../../app/screen.ts';
import { useImagesRail } from './rail.ts';

export { chooseFolder, FolderChooser } from './import/folder-chooser.tsx';
export { ImportProgress } from './import/import-progress.tsx';
export { Thumbnail, type ThumbnailBox } from './thumbnail.tsx';

export const imagesScreen: Screen = {
  id: 'images',
  name: 'Images',
  place: 'pipeline',
  view: lazy(() => import('./images-view.tsx').then(({ ImagesView }) => ({ default: ImagesView }))),
  useRail: useImagesRail,
};
