import { describe, expect, test } from 'vitest';
import { cubehelix, displayTables, isPlain, plainDisplay } from '../../../renderer/viewport/picture/display.ts';

describe('display of grey levels', () => {
  test('plain: every level as it is', () => {
    const [red, green, blue] = displayTables(plainDisplay);
    for (let level = 0; level < 256; level++) expect(red[level]).toBeCloseTo(level / 255, 12);
    expect(green).toEqual(red);
    expect(blue).toEqual(red);
    expect(isPlain(plainDisplay)).toBe(true);
    expect(isPlain({ ...plainDisplay, isPseudoColour: true })).toBe(false);
  });
  test('brightness adds levels, contrast turns about the middle, gamma lifts the dark', () => {
    expect(displayTables({ ...plainDisplay, brightness: 51 })[0][51]).toBeCloseTo(102 / 255);
    const steep = displayTables({ ...plainDisplay, contrast: 50 })[0];
    expect(steep[127]).toBeCloseTo(0.5, 1);
    expect(steep[60]).toBeLessThan(60 / 255);
    expect(displayTables({ ...plainDisplay, contrast: -100 })[0][0]).toBeCloseTo(0.5);
    expect(displayTables({ ...plainDisplay, gamma: 2 })[0][64]).toBeCloseTo(Math.sqrt(64 / 255));
  });
  test('no display turns the order of two levels round', () => {
    for (const contrast of [-90, 0, 98])
      for (const gamma of [0.2, 1, 5]) {
        const [red] = displayTables({ brightness: -30, contrast, gamma, isPseudoColour: false });
        for (let level = 1; level < 256; level++) expect(red[level]).toBeGreaterThanOrEqual(red[level - 1]);
      }
  });
  test('colours rise in lightness from black to white', () => {
    // Luma weights under which the scheme is monotonic (Green 2011).
    const lightness = (share: number) => {
      const [red, green, blue] = cubehelix(share);
      return 0.3 * red + 0.59 * green + 0.11 * blue;
    };
    expect(cubehelix(0)).toEqual([0, 0, 0]);
    expect(cubehelix(1).map((part) => Math.round(part * 1e6) / 1e6)).toEqual([1, 1, 1]);
    for (let level = 1; level < 256; level++)
      expect(lightness(level / 255)).toBeGreaterThan(lightness((level - 1) / 255));
    expect(
      new Set(
        Array.from({ length: 256 }, (_, level) =>
          cubehelix(level / 255)
            .map((part) => Math.round(part * 255))
            .join(),
        ),
      ).size,
    ).toBe(256);
  });
});
