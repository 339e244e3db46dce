import type { Box } from '../../domain/box.ts';
import type { ForeignLabels } from '../exchange/foreign-labels.ts';
import type { VocFile, VocObject } from './read-voc.ts';

/** Where corners count from. `from-1` includes the last pixel; `from-0` gives pixel edges. */
export type VocCounting = 'from-1' | 'from-0';

/**
 * A set of files as labels. The format's development kit puts the first pixel at 1, 1 and includes the last one, so (1, 1)-(200, 100)
 * covers a 200x100 picture. Writers that count from 0 give themselves away by a corner below 1, or by decimal points in more than half of
 * the files (the kit has whole pixels, and CVAT and Datumaro write edges with fractions); then the whole set is read so.
 *
 * @param counting null: decided by the set, and said
 */
export function vocLabels(files: readonly VocFile[], counting: VocCounting | null): ForeignLabels {
  const boxed = files.filter(({ objects }) => objects.some((object) => 'corners' in object));
  const why = counting === null ? signOfZero(boxed) : null;
  const decided = counting ?? (why === null ? 'from-1' : 'from-0');
  return {
    classes: [],
    images: files.map(({ file, names, size, objects, losses }) => ({
      place: file,
      file,
      names,
      hasUploadName: false,
      size,
      unit: 'px',
      // One file a picture: somebody saved it, so a file without an object says "no object", as an empty YOLO file does.
      content:
        objects.length === 0
          ? { state: 'no-object' }
          : {
              state: 'boxes',
              boxes: objects.map((object) => ({ className: object.className, box: pixelBox(object, decided) })),
            },
      losses,
      warnings: [],
    })),
    warnings: boxed.length === 0 ? [] : [countingSentence(decided, why)],
  };
}

function startsBelowOne(object: VocObject): boolean {
  return 'corners' in object && object.corners.slice(0, 2).some((value) => value >= 0 && value < 1);
}

function pixelBox(object: VocObject, counting: VocCounting): Box {
  if ('turned' in object) return object.turned;
  const [xMin, yMin, xMax, yMax] = object.corners;
  const shift = counting === 'from-1' ? 1 : 0;
  return { xMin: xMin - shift, yMin: yMin - shift, xMax, yMax };
}

/** What shows that a set does not count from 1, as a sentence; null where nothing does. */
function signOfZero(boxed: readonly VocFile[]): string | null {
  const belowOne = boxed.filter(({ objects }) => objects.some(startsBelowOne));
  const whole = `of ${boxed.length} file${boxed.length === 1 ? '' : 's'}`;
  if (belowOne.length > 0) return `A corner below 1 stands in ${belowOne.length} ${whole} (${belowOne[0]!.file}).`;
  const withFractions = boxed.filter(({ hasFractions }) => hasFractions);
  if (withFractions.length * 2 <= boxed.length) return null;
  return `Corners with a decimal point stand in ${withFractions.length} ${whole} (${withFractions[0]!.file}).`;
}

function countingSentence(decided: VocCounting, why: string | null): string {
  if (decided === 'from-1') {
    return 'Pascal VOC counts from 1 and includes the last pixel: xmin 1 is the left edge of the picture, xmax its width the right edge. The boxes were read so.';
  }
  const reason =
    why === null
      ? ''
      : `${why} Pascal VOC counts whole pixels from 1, so these were written by a program that counts from 0. `;
  return `${reason}The corners were read as pixel edges that count from 0.`;
}
