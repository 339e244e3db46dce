import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { initialState } from '../network/initial-state.ts';
import { elementCount, emptyState, namedTensors, networkLayout } from '../network/layout.ts';
import type { NetworkConfig, NetworkLayout, NetworkState } from '../network/types.ts';
import type { NamedTensor } from './safetensors.ts';

const vectors = ['decayed', 'undecayed', 'statistics'] as const;

/** Every tensor of a state under its name in the family's state dict; the data are views. */
export function stateTensors(layout: NetworkLayout, state: NetworkState): NamedTensor[] {
  return vectors.flatMap((vector) => {
    const tensors = namedTensors(layout[vector], state[vector]);
    return layout[vector].map(({ name, shape }) => ({ name, shape, data: tensors.get(name)! }));
  });
}

/** The state whose tensors these are; every one of the layout must be there in its shape. Further tensors are left alone. */
export function stateOfTensors(
  layout: NetworkLayout,
  tensors: readonly NamedTensor[],
  file: string,
): Result<NetworkState> {
  const state = emptyState(layout);
  const unmatched = fill(layout, state, tensors);
  if (unmatched.length > 0) return doesNotFit(unmatched[0]!, file);
  return success(state);
}

/**
 * Weights to start from: a trained model's, for another number of classes as well. Tensors of the class branch whose shape differs
 * start at random; anything else that differs means another size of network, which is refused.
 */
export function startState(
  config: NetworkConfig,
  seed: number,
  tensors: readonly NamedTensor[],
  file: string,
): Result<{ readonly state: NetworkState; readonly restarted: readonly string[] }> {
  const layout = networkLayout(config);
  const state = initialState(config, seed);
  const restarted = fill(layout, state, tensors);
  const foreign = restarted.find((name) => !/^model\.\d+\.cv3\./.test(name));
  return foreign === undefined ? success({ state, restarted }) : doesNotFit(foreign, file);
}

/** Copies by name where the shape is the same; returns the names that were not filled. */
function fill(layout: NetworkLayout, state: NetworkState, tensors: readonly NamedTensor[]): string[] {
  const given = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const unmatched: string[] = [];
  for (const vector of vectors) {
    const targets = namedTensors(layout[vector], state[vector]);
    for (const { name, shape } of layout[vector]) {
      const source = given.get(name);
      if (source?.data.length === elementCount(shape) && source.shape.join() === shape.join()) {
        targets.get(name)!.set(source.data);
      } else unmatched.push(name);
    }
  }
  return unmatched;
}

function doesNotFit(tensorName: string, file: string) {
  return failure(
    'model-invalid',
    `The weights to start from are of another network: tensor "${tensorName}" is missing or has another shape. No training was started; set train.width and train.depth as they were for that model, or start from random weights.`,
    { file },
  );
}
