import {
  initialState,
  type NetworkConfig,
  type NetworkState,
  namedTensors,
  networkLayout,
} from '../../../electron/trainer/network/index.ts';
import { openTrainingStep } from '../../../electron/trainer/program/sessions.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import { randomBatch } from './random-batch.ts';

/**
 * A network that stands for a trained one, whose answers depend on every layer: random start, norms drawn at random, the last kernels
 * enlarged so that distributions are sharp and scores spread, running statistics as they are on a batch of pictures. With weights as
 * they start the signal dies out on the way and a wrong norm would not show.
 */
export async function livelyState(config: NetworkConfig, seed: number): Promise<NetworkState> {
  const layout = networkLayout(config);
  const state = initialState(config, seed);
  const random = seededRandom(seed + 1);
  for (const [name, values] of namedTensors(layout.undecayed, state.undecayed)) {
    for (let index = 0; index < values.length; index++) {
      if (name.includes('.bn.')) values[index]! += 0.6 * random() - 0.3;
      else if (name.includes('.cv3.')) values[index] = -3 + random();
    }
  }
  for (const [name, values] of namedTensors(layout.decayed, state.decayed)) {
    if (/\.cv[23]\.\d\.2\.weight$/.test(name)) for (let index = 0; index < values.length; index++) values[index]! *= 2;
  }
  const [batch, heightPx, widthPx] = [4, 128, 160];
  const { inputChannels, classCount } = config;
  const shape = { batch, channels: inputChannels, heightPx, widthPx, classCount, boxCounts: [3] };
  const { run } = await openTrainingStep(config, { batch, heightPx, widthPx }, 1);
  const { batchStatistics } = await run(randomBatch(shape, seed + 2), state);
  state.statistics.set(batchStatistics);
  return state;
}
