import { describe, expect, it } from 'vitest';
import type { ForeignBox, ForeignImage } from '../../../../shared/formats/exchange/foreign-labels.ts';
import { placeEntry } from '../../../../shared/formats/exchange/place-entry.ts';

const picture = { path: 'images/a.png', size: { widthPx: 2448, heightPx: 2050 } };
const box = (xMin: number, yMin: number, xMax: number, yMax: number, className = 'plug'): ForeignBox => ({
  className,
  box: { xMin, yMin, xMax, yMax },
});
function placed(size: [number, number] | null, boxes: readonly ForeignBox[], unit: 'px' | 'percent' = 'px') {
  const entry: ForeignImage = {
    place: 'annotations.xml, image a.png',
    file: 'annotations.xml',
    names: ['a.png'],
    hasUploadName: false,
    size: size === null ? null : { widthPx: size[0], heightPx: size[1] },
    unit,
    content: { state: 'boxes', boxes },
    losses: {},
    warnings: [],
  };
  const result = placeEntry(entry, boxes, picture);
  if (!result.ok) return result.problem.sentence;
  const { boxes: there, isScaled, warnings } = result.value;
  return {
    boxes: there.map(({ className, box: { xMin, yMin, xMax, yMax } }) => [className, xMin, yMin, xMax, yMax]),
    isScaled,
    warnings,
  };
}

describe('boxes of another tool on a picture', () => {
  it('stay where they are when the sizes agree, or the file gives none', () => {
    const same = { boxes: [['plug', 1.5, 2, 2448, 2050]], isScaled: false, warnings: [] };
    expect(placed([2448, 2050], [box(1.5, 2, 2448, 2050)])).toEqual(same);
    expect(placed(null, [box(1.5, 2, 2448, 2050)])).toEqual(same);
  });

  it('are scaled when the proportions are exactly the same', () => {
    expect(placed([1224, 1025], [box(10, 20, 30, 40)])).toMatchObject({
      boxes: [['plug', 20, 40, 60, 80]],
      isScaled: true,
    });
    expect(placed([4896, 4100], [box(10, 20, 30, 40)])).toMatchObject({
      boxes: [['plug', 5, 10, 15, 20]],
      isScaled: true,
    });
  });

  it('are refused on a picture of other proportions, or turned by a quarter', () => {
    expect(placed([306, 256], [box(10, 20, 30, 40)])).toMatch(
      /306x256.*2448x2050.*not the same proportions.*images\/a\.png stays/,
    );
    expect(placed([2050, 2448], [box(10, 20, 30, 40)])).toMatch(/turned by a quarter.*orientation/);
    expect(placed([1025, 1224], [box(10, 20, 30, 40)])).toContain('turned by a quarter');
    expect(placed([100, 200], [box(10, 20, 30, 40)], 'percent')).toContain('not the same proportions');
  });

  it('come from percent of the width and of the height', () => {
    expect(placed([2448, 2050], [box(25, 50, 75, 100)], 'percent')).toMatchObject({
      boxes: [['plug', 612, 1025, 1836, 2050]],
    });
    expect(placed(null, [box(0, 0, 100, 100)], 'percent')).toMatchObject({ boxes: [['plug', 0, 0, 2448, 2050]] });
  });

  it('are clipped to the picture, said from a tenth of a pixel on; without an area inside they are refused', () => {
    expect(placed(null, [box(-0.05, 0, 10, 2050.05)])).toMatchObject({
      boxes: [['plug', 0, 0, 10, 2050]],
      warnings: [],
    });
    expect(placed(null, [box(-3, 0, 10, 10), box(5, 5, 10, 2057.25)])).toMatchObject({
      warnings: ['2 boxes reach out of the picture by up to 7.3 px and were clipped to it.'],
    });
    expect(placed(null, [box(2500, 0, 2600, 10)])).toMatch(/no area inside the picture/);
    expect(placed(null, [box(5, 5, 5, 9)])).toMatch(/no area inside the picture/);
  });

  it('count once when they are there twice; two classes at one place are both kept and said', () => {
    expect(placed(null, [box(1, 1, 9, 9), box(1, 1, 9, 9.00001), box(1, 1, 9, 9, 'hand')])).toMatchObject({
      boxes: [
        ['plug', 1, 1, 9, 9],
        ['hand', 1, 1, 9, 9],
      ],
      warnings: ['1 box is there twice and counts once.', '1 place carries boxes of two classes; both were kept.'],
    });
  });
});
