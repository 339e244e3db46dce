import { type Result, success } from '../../../shared/domain/problem.ts';
import { decodeOutput } from '../../../shared/formats/network-output.ts';
import type { ModelReference } from '../contract/model.ts';
import { withSession } from './loaded-models.ts';
import { networkTensor, runNetwork } from './run-network.ts';
import { runtimeVersion } from './session.ts';

export type Trial = { readonly loadMs: number; readonly firstRunMs: number; readonly runtimeVersion: string };

/** Loads a model and lets it answer once on an empty picture; an answer that cannot be read is the problem it would be later. */
export async function tryModel(model: ModelReference): Promise<Result<Trial>> {
  const started = performance.now();
  return await withSession(model, async (session) => {
    const loaded = performance.now();
    const { network, classCount } = model;
    const { widthPx, heightPx } = network.inputSize;
    const empty = { widthPx, heightPx, data: new Uint8Array(widthPx * heightPx).fill(114) };
    const output = await runNetwork(session, network, networkTensor(empty, network));
    if (!output.ok) return output;
    const { layout, inputSize } = network;
    const read = decodeOutput(output.value, { layout, classCount, inputSize, confidenceAbove: 0 });
    if (!read.ok) return read;
    return success({ loadMs: loaded - started, firstRunMs: performance.now() - loaded, runtimeVersion });
  });
}
