import { failure, type Problem, type ProblemCode } from '../../../shared/domain/problem.ts';

export type Refusal = { readonly ok: false; readonly problem: Problem };

/** `said` goes on after the file's name: "is empty. Copy it again from the camera." */
export function refusal(code: ProblemCode, name: string, said: string): Refusal {
  return failure(code, `${name} ${said}`, { file: name });
}

export function incomplete(name: string, what: string): Refusal {
  return refusal(
    'image-incomplete',
    name,
    `is incomplete: ${what}. It was not taken; copy it again from where it came, once it is written whole.`,
  );
}

export function corrupt(name: string, what: string): Refusal {
  return refusal('image-corrupt', name, `is damaged: ${what}. It was not taken; copy it again from where it came.`);
}

/** Every refusal of a depth ends with the same advice. */
export function notEightBit(name: string, what: string): Refusal {
  return refusal(
    'image-not-8-bit',
    name,
    `has ${what}. Only 8 bits a sample are read, since a silent conversion would lose grey levels. Let the camera write 8-bit grey (Mono8).`,
  );
}
