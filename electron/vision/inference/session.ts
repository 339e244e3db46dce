import { env, InferenceSession } from 'onnxruntime-node';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';

export const runtimeVersion = env.versions.node ?? 'unknown';

/** Makes a session on the CPU. `threads` 0: one a core. The runtime's own refusal becomes a `model-invalid` problem. */
export async function createSession(bytes: Uint8Array, threads: number): Promise<Result<InferenceSession>> {
  try {
    const session = await InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      ...(threads === 0 ? {} : { intraOpNumThreads: threads }),
      interOpNumThreads: 1,
      // Saves memory, costs no time at the fixed sizes run here.
      enableMemPattern: false,
      // Errors only: the runtime's warnings are for people who build models.
      logSeverityLevel: 3,
    });
    return success(session);
  } catch (error) {
    return failure('model-invalid', `The runtime cannot load this model: ${firstLine(error)} Export the model again.`);
  }
}

/** The runtime's messages run over several lines and name its source files; the end of the first line is what tells. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // Names out of a damaged file may hold control characters.
  const line = (text.trim().split('\n')[0] ?? '').replace(/\p{C}/gu, '?');
  const told = line.slice(-300).trim();
  return /[.!?]$/.test(told) ? told : `${told}.`;
}
