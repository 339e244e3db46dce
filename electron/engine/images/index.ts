export { imageIds, imageLayout, imagePage, imagePlace } from './cards.ts';
export { imageDetail } from './detail.ts';
export { imageDistributions } from './distributions.ts';
export { imageFacets } from './facets.ts';
export { listImages } from './list.ts';
export { isLookAlike, isMisplaced } from './marks.ts';
export { ImagePictures, type ShownPicture } from './pictures.ts';
export { imageTable } from './table.ts';
