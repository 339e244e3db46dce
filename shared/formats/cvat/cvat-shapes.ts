import type { Box } from '../../domain/box.ts';
import type { ForeignBox } from '../exchange/foreign-labels.ts';
import { countLoss, type LossKind } from '../exchange/losses.ts';
import { classNameFrom, EntryFault, numberFrom, pointsFrom } from '../exchange/shape-text.ts';
import { boxAround, boxAroundEllipse, boxAroundTurned, isTurned, type Point } from '../exchange/upright-box.ts';
import { attributeOf, childrenOf, type XmlElement } from '../exchange/xml.ts';

export const shapeNames = ['box', 'polygon', 'ellipse', 'mask', 'cuboid', 'polyline', 'points', 'skeleton'] as const;
export type ShapeName = (typeof shapeNames)[number];

/** The upright box of one shape, or null for a shape without an area. Throws an `EntryFault`; counts what is lost. */
export function readCvatShape(
  kind: ShapeName,
  shape: XmlElement,
  losses: Partial<Record<LossKind, number>>,
): ForeignBox | null {
  const className = classNameFrom(attributeOf(shape, 'label'), 'label');
  const box = outline(kind, shape, losses);
  if (box === null) return null;
  if (attributeOf(shape, 'occluded') === '1') countLoss(losses, 'occluded');
  if ((attributeOf(shape, 'group_id') ?? '0') !== '0') countLoss(losses, 'group');
  countLoss(losses, 'attribute', childrenOf(shape, 'attribute').length);
  return { className, box };
}

function outline(kind: ShapeName, shape: XmlElement, losses: Partial<Record<LossKind, number>>): Box | null {
  const number = (name: string) => numberFrom(attributeOf(shape, name), name);
  const degrees = numberFrom(attributeOf(shape, 'rotation') ?? '0', 'rotation');
  switch (kind) {
    case 'box':
      return turnedBox([number('xtl'), number('ytl'), number('xbr'), number('ybr')], degrees, losses);
    case 'ellipse':
      countLoss(losses, 'ellipse');
      return boxAroundEllipse([number('cx'), number('cy')], [number('rx'), number('ry')], degrees);
    case 'mask': {
      countLoss(losses, 'mask');
      const [left, top] = [number('left'), number('top')];
      return { xMin: left, yMin: top, xMax: left + number('width'), yMax: top + number('height') };
    }
    case 'polygon':
      countLoss(losses, 'polygon');
      return boxAround(pointsFrom(attributeOf(shape, 'points')));
    case 'cuboid':
      countLoss(losses, 'cuboid');
      return boxAround(cuboidCorners.map((corner): Point => [number(`x${corner}`), number(`y${corner}`)]));
    case 'polyline':
      countLoss(losses, 'polyline');
      return null;
    case 'points':
      countLoss(losses, 'point');
      return null;
    case 'skeleton':
      countLoss(losses, 'skeleton');
      return null;
  }
}

const cuboidCorners = ['tl1', 'bl1', 'tr1', 'br1', 'tl2', 'bl2', 'tr2', 'br2'] as const;

/** The upright corners are those before turning; the box is turned about its centre. */
function turnedBox(
  [xMin, yMin, xMax, yMax]: readonly [number, number, number, number],
  degrees: number,
  losses: Partial<Record<LossKind, number>>,
): Box {
  if (!(xMax > xMin && yMax > yMin)) throw new EntryFault('xbr and ybr must be greater than xtl and ytl.');
  if (!isTurned(degrees)) return { xMin, yMin, xMax, yMax };
  countLoss(losses, 'rotated-box');
  const rectangle = { left: xMin, top: yMin, width: xMax - xMin, height: yMax - yMin };
  return boxAroundTurned(rectangle, degrees, [(xMin + xMax) / 2, (yMin + yMax) / 2]);
}
