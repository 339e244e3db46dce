import { viewportInUse } from '../../viewport/index.ts';

/** What keys do with a picture that is only looked at: for the table of a screen that shows one. */
export const pictureWords = {
  'look-left': { title: 'Picture: look further left', keys: ['ArrowLeft'], needsPicture: true },
  'look-right': { title: 'Picture: look further right', keys: ['ArrowRight'], needsPicture: true },
  'look-up': { title: 'Picture: look further up', keys: ['ArrowUp'], needsPicture: true },
  'look-down': { title: 'Picture: look further down', keys: ['ArrowDown'], needsPicture: true },
  'zoom-in': { title: 'Picture: zoom in', keys: ['+', '='] },
  'zoom-out': { title: 'Picture: zoom out', keys: ['-'] },
  fit: { title: 'Whole picture', keys: ['F'] },
  'one-to-one': { title: '1:1', keys: ['0'] },
};

export const pictureActions = {
  'look-left': () => viewportInUse()?.lookLeft(),
  'look-right': () => viewportInUse()?.lookRight(),
  'look-up': () => viewportInUse()?.lookUp(),
  'look-down': () => viewportInUse()?.lookDown(),
  'zoom-in': () => viewportInUse()?.zoomIn(),
  'zoom-out': () => viewportInUse()?.zoomOut(),
  fit: () => viewportInUse()?.fit(),
  'one-to-one': () => viewportInUse()?.oneToOne(),
};
