import type { Result } from '../../../shared/domain/problem.ts';
import type { OperationInput, OperationOutput } from '../contract/operations.ts';
import { tryModel } from '../inference/try-model.ts';

export function loadModel({ model }: OperationInput<'loadModel'>): Promise<Result<OperationOutput<'loadModel'>>> {
  return tryModel(model);
}
