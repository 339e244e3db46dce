import { type Result, success } from '../../../shared/domain/problem.ts';
import type { OperationInput, OperationOutput } from '../contract/operations.ts';
import { unload } from '../inference/loaded-models.ts';

export async function unloadModel({
  sha256,
}: OperationInput<'unloadModel'>): Promise<Result<OperationOutput<'unloadModel'>>> {
  return success({ unloaded: await unload(sha256) });
}
