import type { ExchangeFormat } from './format.ts';

/** What each format cannot carry of labels as they are kept here, said before an export and after it. */
const notes: Readonly<Record<ExchangeFormat, readonly string[]>> = {
  yolo: [],
  cvat: [
    'CVAT does not tell "no object" from unlabelled: unlabelled pictures are left out of the file, and confirmed empty ones carry a mark that only Plugsight reads.',
  ],
  'label-studio': [],
  'pascal-voc': [
    'Pascal VOC has whole pixels: a side moves by at most half a pixel, and a box thinner than a pixel becomes one.',
  ],
  coco: [
    'COCO does not tell "no object" from unlabelled: unlabelled pictures are left out of the file, and confirmed empty ones carry a mark that only Plugsight reads.',
  ],
};

const everywhere = 'Earlier revisions, authors and reviews stay here.';

export function exportNotes(format: ExchangeFormat): readonly string[] {
  return [...notes[format], everywhere];
}
