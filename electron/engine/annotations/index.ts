export { sameContent } from '../../../shared/domain/annotation.ts';
export { exportYoloLabels, imagesToExport, rawPicture, type StoredImage } from './export-labels.ts';
export { importYoloLabels } from './import-labels.ts';
export { type LabelReader, labelReader } from './label-reader.ts';
export { annotationHistory, appendRevision, currentAnnotation, reviseAnnotation } from './revisions.ts';
