/** Euclidean norm of the difference over that of the reference; 0 where both are zero. */
export function relativeError(values: Float32Array, reference: Float32Array): number {
  if (values.length !== reference.length) throw new Error(`${values.length} values against ${reference.length}`);
  let difference = 0;
  let size = 0;
  for (let index = 0; index < values.length; index++) {
    difference += (values[index]! - reference[index]!) ** 2;
    size += reference[index]! ** 2;
  }
  return difference === 0 ? 0 : Math.sqrt(difference / size);
}

export function largestDifference(values: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (values.length !== reference.length) throw new Error(`${values.length} values against ${reference.length}`);
  let largest = 0;
  for (let index = 0; index < values.length; index++) {
    const difference = Math.abs(values[index]! - reference[index]!);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}
