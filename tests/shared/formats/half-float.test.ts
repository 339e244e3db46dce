import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatsFromHalves, halfFromFloats } from '../../../shared/formats/half-float.ts';

const allHalves = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
const allValues = floatsFromHalves(allHalves);

describe('half-precision numbers', () => {
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3555, 0.333251953125],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('reads %i as %d', (bits, value) => {
    expect(allValues[bits]).toBe(value);
  });

  it('come back as they were, all 63,488 that are numbers', () => {
    const back = halfFromFloats(allValues);
    for (const bits of allHalves) if (!Number.isNaN(allValues[bits])) expect(back[bits] === bits).toBe(true);
  });

  it.each([
    [65519, 65504],
    [65520, Number.POSITIVE_INFINITY],
    [2 ** -25, 0],
    [2 ** -25 * 1.0001, 2 ** -24],
    [1 + 2 ** -11, 1],
    [1 + 3 * 2 ** -11, 1 + 2 ** -9],
    [1e-30, 0],
    [1e30, Number.POSITIVE_INFINITY],
  ])('rounds %d to %d: to nearest, ties to even', (value, rounded) => {
    expect(floatsFromHalves(halfFromFloats(Float32Array.of(value)))[0]).toBe(rounded);
  });

  it('lies nowhere further from a value than a neighbouring half does', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const bits = halfFromFloats(Float32Array.of(value))[0];
        const distance = Math.abs(allValues[bits] - value);
        for (const neighbour of [bits - 1, bits + 1]) {
          const other = allValues[neighbour & 0xffff];
          if (Number.isFinite(other)) expect(distance).toBeLessThanOrEqual(Math.abs(other - value));
        }
      }),
    );
  });
});
