import type { Box, Detection, LabelledBox } from '../../../shared/domain/box.ts';

/** A box over the picture, in source pixels. */
export type OverlayBox = {
  readonly id: string;
  /** Predicted: solid; truth: dashed. */
  readonly kind: 'predicted' | 'truth';
  readonly box: Box;
  /** `P plug 0.88`, `GT plug`. */
  readonly tag: string;
  /** Under the threshold. */
  readonly isThin?: boolean;
  /** Said at its other end: `IoU 0.65`. */
  readonly note?: string | undefined;
  /** Can be moved and resized where the viewport's tools are on. */
  readonly isEditable?: boolean;
};

/** Lines of the station's own geometry, white over dark, in source pixels. */
export type OverlayMark = {
  /** Region of interest: dotted; taught plug: dashed; tolerance of its centre: solid. */
  readonly kind: 'region' | 'taught' | 'tolerance';
  readonly shape: { readonly box: Box } | { readonly centre: { x: number; y: number }; readonly radiusPx: number };
};

/** Two figures, as everywhere beside a picture. */
function shares(value: number): string {
  return value.toFixed(2);
}

/** What a model found; thin where its confidence is not above the threshold. `iou`: with the box it was matched to. */
export function predictedBox(
  id: string,
  { classIndex, confidence, box }: Detection,
  classes: readonly string[],
  options: { readonly threshold: number; readonly iou?: number | null },
): OverlayBox {
  return {
    id,
    kind: 'predicted',
    box,
    tag: `P ${classes[classIndex] ?? `class ${classIndex}`} ${shares(confidence)}`,
    isThin: !(confidence > options.threshold),
    ...(options.iou == null ? {} : { note: `IoU ${shares(options.iou)}` }),
  };
}

/** What a person said is there. */
export function truthBox(
  id: string,
  { classIndex, box }: LabelledBox,
  classes: readonly string[],
  options: { readonly iou?: number | null; readonly isEditable?: boolean } = {},
): OverlayBox {
  return {
    id,
    kind: 'truth',
    box,
    tag: `GT ${classes[classIndex] ?? `class ${classIndex}`}`,
    ...(options.iou == null ? {} : { note: `IoU ${shares(options.iou)}` }),
    isEditable: options.isEditable ?? false,
  };
}
