import { type Result, success } from '../../../shared/domain/problem.ts';
import { networkLayout } from '../network/layout.ts';
import type { NetworkConfig } from '../network/types.ts';
import { decodeSafetensors } from './safetensors.ts';
import { networkStateDict } from './state-dict.ts';
import { stateOfTensors } from './weights.ts';

/** A registered model's `weights.safetensors` as a PyTorch state dict. `file` names it in sentences. */
export function modelStateDict(weights: Uint8Array, config: NetworkConfig, file: string): Result<Uint8Array> {
  const decoded = decodeSafetensors(weights, file);
  if (!decoded.ok) return decoded;
  const state = stateOfTensors(networkLayout(config), decoded.value.tensors, file);
  return state.ok ? success(networkStateDict(config, state.value)) : state;
}
