import { networkLayout } from '../network/layout.ts';
import { distributionBins, networkModules } from '../network/modules.ts';
import type { NetworkConfig, NetworkState } from '../network/types.ts';
import { encodePytorchStateDict } from './pytorch.ts';
import { stateTensors } from './weights.ts';

/**
 * The whole network as the family's PyTorch module keeps it: weights, running statistics, each norm's counter of batches, and the
 * fixed projection 0..15 of the distribution head. `load_state_dict(..., strict=True)` takes it.
 */
export function networkStateDict(config: NetworkConfig, state: NetworkState, batchesSeen = 0): Uint8Array {
  const layout = networkLayout(config);
  const head = networkModules(config).length - 1;
  const projection = {
    name: `model.${head}.dfl.conv.weight`,
    shape: [1, distributionBins, 1, 1],
    data: Float32Array.from({ length: distributionBins }, (_, bin) => bin),
  };
  const counts = layout.statistics
    .filter(({ name }) => name.endsWith('.running_mean'))
    .map(({ name }) => ({ name: name.replace(/running_mean$/, 'num_batches_tracked'), count: batchesSeen }));
  return encodePytorchStateDict([...stateTensors(layout, state), projection], counts);
}
