import {
  initialState,
  type NetworkConfig,
  type NetworkState,
  namedTensors,
  networkLayout,
} from '../../../electron/trainer/network/index.ts';
import { seededRandom } from '../../../shared/domain/random.ts';

/**
 * A network that stands for a trained one: random start, then kernels enlarged, norms and running statistics drawn at random, class
 * biases raised so that boxes of many confidences come out.
 */
export function livelyState(config: NetworkConfig, seed: number): NetworkState {
  const layout = networkLayout(config);
  const state = initialState(config, seed);
  const random = seededRandom(seed + 1);
  for (let index = 0; index < state.decayed.length; index++) state.decayed[index]! *= 1.7;
  for (const [name, values] of [
    ...namedTensors(layout.undecayed, state.undecayed),
    ...namedTensors(layout.statistics, state.statistics),
  ]) {
    for (let index = 0; index < values.length; index++) {
      if (name.endsWith('running_var')) values[index] = 0.5 + random();
      else if (name.endsWith('running_mean')) values[index] = 0.4 * random() - 0.2;
      else if (name.endsWith('.bn.weight') || name.endsWith('.bn.bias')) values[index]! += 0.6 * random() - 0.3;
      else if (name.includes('.cv3.')) values[index] = -3 + random();
    }
  }
  return state;
}
