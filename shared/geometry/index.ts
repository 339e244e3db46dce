export {
  boxArea,
  clipBox,
  cornersFromNormalised,
  intersectionOverUnion,
  type NormalisedBox,
  normalisedFromCorners,
} from './boxes.ts';
export { defaultPreparation } from './default-preparation.ts';
export { equalisationTable, equalise, greyHistogram } from './equalise.ts';
export { maskImage } from './mask.ts';
export { sizeForModel, smallestLearnedSidePx, smallestSeenSidePx } from './model-pixels.ts';
export { fillNetworkInput, type Letterbox, letterboxFor, letterboxImage, networkInputSize } from './network-input.ts';
export { preparationKey } from './preparation-key.ts';
export { prepare } from './prepare.ts';
export { fittedSize, preparedSize } from './prepared-size.ts';
export { resizeArea } from './resize-area.ts';
export { resizeOpencvLinear } from './resize-opencv-linear.ts';
export { roundHalfToEven } from './rounding.ts';
export { type BoxTransform, boxTransform } from './transform.ts';
