import { planDemo } from '../../../shared/domain/demo/plan.ts';
import type { DemoScene } from '../../../shared/domain/demo/scene.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { atomicWrite, errorCode } from '../../platform/index.ts';
import type { OperationInput, OperationOutput } from '../contract/operations.ts';
import { encodeScene } from '../demo/encode-scene.ts';
import { renderScene } from '../demo/render-scene.ts';

let lastPlan: { readonly key: string; readonly scenes: readonly DemoScene[] } | null = null;

function scenesOf(seed: number, shiftCount: number): readonly DemoScene[] {
  const key = `${seed} ${shiftCount}`;
  if (lastPlan?.key !== key) lastPlan = { key, scenes: planDemo(seed, shiftCount) };
  return lastPlan.scenes;
}

export async function renderDemo(input: OperationInput<'renderDemo'>): Promise<Result<OperationOutput<'renderDemo'>>> {
  const scene = scenesOf(input.seed, input.shiftCount)[input.sceneIndex];
  if (scene === undefined) {
    return failure('invalid-input', `The demo set of ${input.shiftCount} shifts has no scene ${input.sceneIndex}.`);
  }
  const bytes = await encodeScene(renderScene(scene), scene.format);
  try {
    atomicWrite(input.outPath, bytes);
  } catch (error) {
    if (errorCode(error) !== 'ENOSPC') throw error;
    const sentence = `The disk is full: ${input.outPath} was not written. The scenes before it are kept; make room and run the demo again, it goes on where it stopped.`;
    return failure('disk-full', sentence, { file: input.outPath });
  }
  return success({ sizeBytes: bytes.length });
}
