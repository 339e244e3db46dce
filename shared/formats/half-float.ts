/**
 * IEEE 754 binary16 as its 16 bits, for runtimes without `Float16Array`. Rounds to nearest, ties to even; too large becomes
 * infinity, NaN stays NaN.
 */
export function halfFromFloats(values: Float32Array): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(values.length);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let index = 0; index < bits.length; index++) halves[index] = halfFromFloatBits(bits[index]!);
  return halves;
}

export function floatsFromHalves(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(halves.length);
  for (let index = 0; index < halves.length; index++) values[index] = floatFromHalf(halves[index]!);
  return values;
}

function halfFromFloatBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65520 is half way between the largest half (65504) and what would be the next one.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  const exponent = (magnitude >>> 23) - 112;
  if (exponent >= 1) return sign | roundedShift((exponent << 23) | (magnitude & 0x7fffff), 13);
  // Below 2^-14 a half counts units of 2^-24; below 2^-25 (shift 25) nothing is left.
  const shift = 14 - exponent;
  if (shift > 25) return sign;
  return sign | roundedShift((magnitude & 0x7fffff) | 0x800000, shift);
}

/** value / 2^shift to the nearest integer, ties to even. */
function roundedShift(value: number, shift: number): number {
  const half = 2 ** (shift - 1);
  const whole = Math.floor(value / (half * 2));
  const rest = value - whole * half * 2;
  return rest > half || (rest === half && whole % 2 === 1) ? whole + 1 : whole;
}

function floatFromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
