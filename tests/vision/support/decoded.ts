import { expect } from 'vitest';
import { type DecodedImage, decodeImage } from '../../../electron/vision/decode/decode-image.ts';
import type { Problem } from '../../../shared/domain/problem.ts';

/** Decodes and expects it to be accepted. */
export async function accepted(bytes: Uint8Array, name: string): Promise<DecodedImage> {
  const result = await decodeImage(bytes, name);
  expect(result.ok ? '' : result.problem.sentence).toBe('');
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.value;
}

/** Decodes and expects a refusal with this code that mentions the file's name and these words. */
export async function refused(
  bytes: Uint8Array,
  name: string,
  code: Problem['code'],
  ...mentions: readonly string[]
): Promise<Problem> {
  const result = await decodeImage(bytes, name);
  if (result.ok) throw new Error(`${name} was accepted`);
  const { problem } = result;
  expect(problem.code).toBe(code);
  for (const words of [name, ...mentions]) expect(problem.sentence.toLowerCase()).toContain(words.toLowerCase());
  return problem;
}
