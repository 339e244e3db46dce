import type { Box } from '../../domain/box.ts';
import { failure, type Result, success } from '../../domain/problem.ts';
import type { Size } from '../../domain/size.ts';
import { clipBox } from '../../geometry/boxes.ts';
import type { ForeignBox, ForeignImage } from './foreign-labels.ts';

/** Boxes in pixels of the picture that is here, with what happened on the way. */
export type PlacedBoxes = {
  readonly boxes: readonly ForeignBox[];
  /** The file says another size of the same proportions. */
  readonly isScaled: boolean;
  readonly warnings: readonly string[];
};

/** Below this overshoot a box is clipped without a word: it is the rounding of a file with few decimals. */
const silentOvershootPx = 0.1;

/**
 * Brings the boxes of an entry onto the picture that is here. Refused where the file saw another picture: turned by a quarter (an
 * orientation tag that one of the two ignored), or of other proportions. Boxes that reach out are clipped, repeated ones left out.
 */
export function placeEntry(
  { place, file, size, unit }: ForeignImage,
  boxes: readonly ForeignBox[],
  picture: { readonly path: string; readonly size: Size },
): Result<PlacedBoxes> {
  const refused = (what: string) =>
    failure('label-invalid', `${place}: ${what} ${picture.path} stays as it was.`, { file });
  const mismatch = size === null ? null : sizeProblem(size, picture.size);
  if (mismatch !== null) return refused(mismatch);
  const isScaled = size !== null && (size.widthPx !== picture.size.widthPx || size.heightPx !== picture.size.heightPx);
  const from = unit === 'percent' ? { widthPx: 100, heightPx: 100 } : (size ?? picture.size);
  const placed: ForeignBox[] = [];
  let overshoots = 0;
  let farthest = 0;
  for (const { className, box } of boxes) {
    const moved = scale(box, from, picture.size);
    const clipped = clipBox(moved, picture.size);
    if (!(clipped.xMax > clipped.xMin && clipped.yMax > clipped.yMin)) {
      return refused(`a box of class ${className} (${shown(moved)} px) has no area inside the picture.`);
    }
    const overshoot = Math.max(
      -moved.xMin,
      -moved.yMin,
      moved.xMax - picture.size.widthPx,
      moved.yMax - picture.size.heightPx,
    );
    if (overshoot > silentOvershootPx) {
      overshoots += 1;
      farthest = Math.max(farthest, overshoot);
    }
    placed.push({ className, box: clipped });
  }
  const { unique, repeated, contradictions } = withoutRepeated(placed);
  const by = Number(farthest.toFixed(1));
  const warnings = [
    ...(overshoots === 0
      ? []
      : [
          `${overshoots === 1 ? '1 box reaches' : `${overshoots} boxes reach`} out of the picture by up to ${by} px and ${overshoots === 1 ? 'was' : 'were'} clipped to it.`,
        ]),
    ...(repeated === 0
      ? []
      : [
          `${repeated === 1 ? '1 box is' : `${repeated} boxes are`} there twice and ${repeated === 1 ? 'counts' : 'count'} once.`,
        ]),
    ...(contradictions === 0
      ? []
      : [
          `${contradictions === 1 ? '1 place carries' : `${contradictions} places carry`} boxes of two classes; both were kept.`,
        ]),
  ];
  return success({ boxes: unique, isScaled, warnings });
}

function sizeProblem(said: Size, here: Size): string | null {
  const shape = `The file says ${said.widthPx}x${said.heightPx} px and the picture here is ${here.widthPx}x${here.heightPx}`;
  if (said.widthPx * here.heightPx === said.heightPx * here.widthPx) return null;
  if (said.widthPx * here.widthPx === said.heightPx * here.heightPx) {
    return `${shape}: one of the two is turned by a quarter, as happens when a program passes over the orientation a camera wrote.`;
  }
  return `${shape}: not the same proportions, so that the boxes cannot be placed.`;
}

function scale(box: Box, from: Size, to: Size): Box {
  if (from.widthPx === to.widthPx && from.heightPx === to.heightPx) return box;
  const x = (value: number) => (value * to.widthPx) / from.widthPx;
  const y = (value: number) => (value * to.heightPx) / from.heightPx;
  return { xMin: x(box.xMin), yMin: y(box.yMin), xMax: x(box.xMax), yMax: y(box.yMax) };
}

/** Compared to a ten-thousandth of a pixel. The same place with another class stays: only a person can say which is right. */
function withoutRepeated(boxes: readonly ForeignBox[]) {
  const seen = new Set<string>();
  const places = new Set<string>();
  const unique: ForeignBox[] = [];
  let contradictions = 0;
  for (const labelled of boxes) {
    const { xMin, yMin, xMax, yMax } = labelled.box;
    const where = [xMin, yMin, xMax, yMax].map((px) => px.toFixed(4)).join(' ');
    const key = `${where} ${labelled.className}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (places.has(where)) contradictions += 1;
    places.add(where);
    unique.push(labelled);
  }
  return { unique, repeated: boxes.length - unique.length, contradictions };
}

function shown({ xMin, yMin, xMax, yMax }: Box): string {
  return [xMin, yMin, xMax, yMax].map((px) => Number(px.toFixed(1))).join(', ');
}
