export { exportYoloLabels, imagesToExport, rawPicture, type StoredImage } from './export-labels.ts';
export { exportedNames } from './exported-names.ts';
export { importYoloLabels } from './import-labels.ts';
export { type LabelReader, labelReader } from './label-reader.ts';
export { annotationHistory, appendRevision, currentAnnotation, reviseAnnotation, sameContent } from './revisions.ts';
