import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { size, type Tensor } from './tensor.ts';

/** Runs a model of float inputs once on the runtime that the product ships; returns every output. */
export async function runOnRuntime(
  bytes: Uint8Array,
  inputs: Readonly<Record<string, Tensor>>,
): Promise<ReadonlyMap<string, Tensor>> {
  const session = await InferenceSession.create(bytes, {
    intraOpNumThreads: 1,
    enableMemPattern: false,
    logSeverityLevel: 3,
  });
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => [
      name,
      new RuntimeTensor('float32', Float32Array.from(data), [...shape]),
    ]),
  );
  const outputs = await session.run(feeds);
  await session.release();
  return new Map(
    Object.entries(outputs).map(([name, { dims, data }]) => {
      if (size(dims) !== data.length) throw new Error(`${name} has the wrong size.`);
      return [name, { shape: dims, data: Float64Array.from(data as Iterable<number>) }] as const;
    }),
  );
}
