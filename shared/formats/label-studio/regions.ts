import type { Box } from '../../domain/box.ts';
import type { Size } from '../../domain/size.ts';
import type { ForeignBox } from '../exchange/foreign-labels.ts';
import { finiteNumber, isObject, type JsonObject, listOf, sizeOf } from '../exchange/json.ts';
import { countLoss, type LossKind } from '../exchange/losses.ts';
import { EntryFault } from '../exchange/shape-text.ts';
import { boxAround, boxAroundEllipse, boxAroundTurned, isTurned, type Point } from '../exchange/upright-box.ts';

export type ReadRegions = {
  /** In percent of width and height. */
  readonly boxes: readonly ForeignBox[];
  /** Shapes in all, also those that are no area. */
  readonly shapes: number;
  /** The size the picture had when it was labelled, as the regions say. */
  readonly size: Size | null;
};

/**
 * The result of one annotation: regions with their class names, which may stand in items of their own under the same id. Percentages
 * of width and height have different lengths, so that turned shapes are turned in pixels. Throws an `EntryFault`.
 */
export function readRegions(result: readonly unknown[], losses: Partial<Record<LossKind, number>>): ReadRegions {
  const items = result.filter(isObject);
  const boxes: ForeignBox[] = [];
  let size: Size | null = null;
  const byRegion = groupedById(items);
  for (const [id, group] of byRegion) {
    if (group.some(({ type }) => type === 'relation')) {
      countLoss(losses, 'relation');
      continue;
    }
    const shape = group.find((item) => shapeKind(item) !== null);
    if (shape === undefined) {
      countLoss(losses, 'tag', group.length);
      continue;
    }
    const shapeSize = sizeOf(shape.original_width, shape.original_height);
    if (
      size !== null &&
      shapeSize !== null &&
      (size.widthPx !== shapeSize.widthPx || size.heightPx !== shapeSize.heightPx)
    ) {
      throw new EntryFault('its regions give two sizes of the picture.');
    }
    size ??= shapeSize;
    const imageTurn = finiteNumber(shape.image_rotation) ?? 0;
    if (isTurned(imageTurn)) {
      throw new EntryFault(
        `it was labelled on the picture turned by ${imageTurn} degrees, which is not carried. Label this picture by hand.`,
      );
    }
    if (finiteNumber(shape.item_index) !== null && finiteNumber(shape.item_index) !== 0) {
      throw new EntryFault('it has labels on several pictures of one task, which is not carried.');
    }
    const names = classNames(group);
    countLoss(losses, 'attribute', group.filter((item) => shapeKind(item) === null).length);
    if (names.length === 0) {
      countLoss(losses, 'unnamed-region');
      continue;
    }
    const box = boxInPercent(shape, shapeKind(shape) ?? 'rectangle', shapeSize, id, losses);
    if (box !== null) for (const className of names) boxes.push({ className, box });
  }
  const shapes = items.filter((item) => shapeKind(item) !== null).length;
  return { boxes, shapes, size };
}

type ShapeKind = 'rectangle' | 'polygon' | 'ellipse' | 'brush' | 'keypoint' | 'vector';

/** What a region is by its fields: the type's name differs with the control that made it (`rectangle`, `rectanglelabels`, `labels`). */
function shapeKind({ value }: JsonObject): ShapeKind | null {
  if (!isObject(value)) return null;
  if ('radiusX' in value) return 'ellipse';
  if ('vertices' in value) return 'vector';
  if ('points' in value) return 'polygon';
  if ('rle' in value || 'format' in value) return 'brush';
  if (!('x' in value && 'y' in value)) return null;
  return 'height' in value ? 'rectangle' : 'keypoint';
}

function groupedById(items: readonly JsonObject[]): Map<string, JsonObject[]> {
  const groups = new Map<string, JsonObject[]>();
  for (const [at, item] of items.entries()) {
    const id = typeof item.id === 'string' && item.type !== 'relation' ? item.id : `#${at}`;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [item]);
    else group.push(item);
  }
  return groups;
}

/** Class names of a region, from `rectanglelabels`, `polygonlabels`, `labels` and the like of its items. */
function classNames(group: readonly JsonObject[]): string[] {
  const names = group.flatMap(({ value }) =>
    isObject(value)
      ? Object.entries(value)
          .filter(([key]) => key.endsWith('labels'))
          .flatMap(([, list]) => listOf(list))
      : [],
  );
  return [
    ...new Set(
      names.flatMap((name) => (typeof name === 'string' && name.trim() !== '' ? [name.trim().normalize('NFC')] : [])),
    ),
  ];
}

function boxInPercent(
  { value }: JsonObject,
  kind: ShapeKind,
  size: Size | null,
  id: string,
  losses: Partial<Record<LossKind, number>>,
): Box | null {
  const fields = isObject(value) ? value : {};
  const number = (name: string) => {
    const found = finiteNumber(fields[name]);
    if (found === null)
      throw new EntryFault(`region ${id}: ${name} is ${JSON.stringify(fields[name]) ?? 'missing'}, not a number.`);
    return found;
  };
  const degrees = finiteNumber(fields.rotation) ?? 0;
  switch (kind) {
    case 'rectangle': {
      const rectangle = { left: number('x'), top: number('y'), width: number('width'), height: number('height') };
      if (!(rectangle.width > 0 && rectangle.height > 0)) {
        throw new EntryFault(
          `region ${id}: it is ${rectangle.width} % wide and ${rectangle.height} % high; both must be greater than 0.`,
        );
      }
      if (!isTurned(degrees)) {
        return {
          xMin: rectangle.left,
          yMin: rectangle.top,
          xMax: rectangle.left + rectangle.width,
          yMax: rectangle.top + rectangle.height,
        };
      }
      countLoss(losses, 'rotated-box');
      const { x, y } = pixelsPerPercent(size, id);
      const inPixels = {
        left: rectangle.left * x,
        top: rectangle.top * y,
        width: rectangle.width * x,
        height: rectangle.height * y,
      };
      return scaled(boxAroundTurned(inPixels, degrees, [inPixels.left, inPixels.top]), 1 / x, 1 / y);
    }
    case 'ellipse': {
      countLoss(losses, 'ellipse');
      const { x, y } = isTurned(degrees) ? pixelsPerPercent(size, id) : { x: 1, y: 1 };
      const around = boxAroundEllipse(
        [number('x') * x, number('y') * y],
        [number('radiusX') * x, number('radiusY') * y],
        degrees,
      );
      return scaled(around, 1 / x, 1 / y);
    }
    case 'polygon':
      countLoss(losses, 'polygon');
      return boxAround(listOf(fields.points).map((point) => pointOf(point, id)));
    case 'brush':
      throw new EntryFault(
        `region ${id} is a brush mask, which cannot be read. Label this picture by hand, or draw its boxes there.`,
      );
    case 'keypoint':
      countLoss(losses, 'point');
      return null;
    case 'vector':
      countLoss(losses, 'polyline');
      return null;
  }
}

function pointOf(point: unknown, id: string): Point {
  const [x, y] = listOf(point).map(finiteNumber);
  if (x == null || y == null) throw new EntryFault(`region ${id}: a point of its polygon is no pair of numbers.`);
  return [x, y];
}

function pixelsPerPercent(size: Size | null, id: string): { readonly x: number; readonly y: number } {
  if (size === null) {
    throw new EntryFault(
      `region ${id} is turned, and the file does not say how large the picture is (original_width, original_height).`,
    );
  }
  return { x: size.widthPx / 100, y: size.heightPx / 100 };
}

function scaled({ xMin, yMin, xMax, yMax }: Box, x: number, y: number): Box {
  return { xMin: xMin * x, yMin: yMin * y, xMax: xMax * x, yMax: yMax * y };
}
