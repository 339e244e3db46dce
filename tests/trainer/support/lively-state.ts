import { initialState, type NetworkConfig, type NetworkState } from '../../../electron/trainer/network/index.ts';
import { seededRandom } from '../../../shared/domain/random.ts';

/**
 * A stand-in for a trained network: larger kernels, norms and biases that differ from channel to channel, class scores well above the
 * start's, and running statistics that are not 0 and 1.
 */
export function livelyState(config: NetworkConfig, seed: number): NetworkState {
  const state = initialState(config, seed);
  const random = seededRandom(seed + 1);
  return {
    decayed: state.decayed.map((weight) => 1.7 * weight),
    undecayed: state.undecayed.map((value) => (value < -3 ? value / 3 : value) + 0.6 * (random() - 0.5)),
    statistics: state.statistics.map((value) => value + 0.6 * (random() - 0.5)),
  };
}
