import { seededRandom } from '../../../shared/domain/random.ts';
import { elementCount, emptyState, namedTensors, networkLayout } from './layout.ts';
import { strides } from './modules.ts';
import type { NetworkConfig, NetworkState } from './types.ts';

/**
 * Random weights as the family starts with: kernels uniform within 1 / sqrt(fan in) (PyTorch's `kaiming_uniform_(a=sqrt(5))`), norms 1 and 0,
 * box biases 1, class biases log(5 / classes / (640 / stride)^2), which is about five objects in a picture of 640 x 640 pixels.
 * Same config and seed, same weights.
 */
export function initialState(config: NetworkConfig, seed: number): NetworkState {
  const layout = networkLayout(config);
  const state = emptyState(layout);
  const random = seededRandom(seed);

  const kernels = namedTensors(layout.decayed, state.decayed);
  for (const { name, shape } of layout.decayed) {
    const bound = 1 / Math.sqrt(elementCount(shape.slice(1)));
    const kernel = kernels.get(name)!;
    for (let index = 0; index < kernel.length; index++) kernel[index] = (2 * random() - 1) * bound;
  }
  for (const [name, values] of namedTensors(layout.undecayed, state.undecayed)) {
    values.fill(name.endsWith('.bn.weight') ? 1 : name.endsWith('.bn.bias') ? 0 : headBias(name, config.classCount));
  }
  for (const [name, values] of namedTensors(layout.statistics, state.statistics)) {
    values.fill(name.endsWith('.running_var') ? 1 : 0);
  }
  return state;
}

/** `model.22.cv2.<level>.2.bias` for boxes, `cv3` for classes. */
function headBias(name: string, classCount: number): number {
  const [, branch, level] = /\.(cv2|cv3)\.(\d)\.2\.bias$/.exec(name) ?? [];
  if (branch === 'cv2') return 1;
  return Math.log(5 / classCount / (640 / strides[Number(level)]!) ** 2);
}
