import { count } from '../../../../shared/evaluation/wording.ts';

/** "1 picture", "1,312 pictures". */
export function pictures(number: number): string {
  return number === 1 ? '1 picture' : `${count(number)} pictures`;
}

export function boxes(number: number): string {
  return number === 1 ? '1 box' : `${count(number)} boxes`;
}
