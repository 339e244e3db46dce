/** In CSS pixels of the stage. */
export type Rectangle = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

export const tagHeight = 20;
/** Between a box's line and its tag. */
const gap = 3;

/**
 * Where a tag stands: ground truth above its box, predicted below it, so that the two of one plug do not lie on each other; on the other
 * side where there is no room, inside the box where there is none at all. `inside`: the part of the picture that is seen.
 */
export function tagPlace(
  box: Rectangle,
  width: number,
  isAbove: boolean,
  isAtEnd: boolean,
  inside: Rectangle,
): { readonly left: number; readonly top: number } {
  const above = box.top - gap - tagHeight;
  const below = box.bottom + gap;
  const fitsAbove = above >= inside.top;
  const fitsBelow = below + tagHeight <= inside.bottom;
  const top = isAbove
    ? fitsAbove
      ? above
      : fitsBelow
        ? below
        : Math.max(inside.top, box.top + gap)
    : fitsBelow
      ? below
      : fitsAbove
        ? above
        : Math.min(inside.bottom, box.bottom - gap) - tagHeight;
  const left = isAtEnd ? box.right - width : box.left;
  return { left: Math.max(inside.left, Math.min(left, inside.right - width)), top };
}
