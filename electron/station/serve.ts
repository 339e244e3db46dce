import type { AddressInfo } from 'node:net';
import type { AnswerMode } from '../../shared/contract/inference.ts';
import type { ModelCard } from '../../shared/domain/model-card.ts';
import { failure, type Problem, type Result, success } from '../../shared/domain/problem.ts';
import { errorCode } from '../platform/index.ts';
import { VisionClient } from '../vision/index.ts';
import { startPredictor } from './serving/predictor.ts';
import { inferenceServer } from './serving/server.ts';
import { readVerifiedModel } from './verified-model.ts';

export type ServeOptions = {
  /** Exported model file. */
  readonly modelPath: string;
  /** 0: any free one. */
  readonly port: number;
  readonly answer: AnswerMode;
  /** Of the network's operators; 0: one a core. */
  readonly threads: number;
  readonly version: string;
};

export type Serving = {
  readonly address: string;
  readonly card: ModelCard;
  readonly modelSha256: string;
  /** Resolves when the image program is not started any more: nothing can be answered from then on. */
  readonly gaveUp: Promise<Problem>;
  readonly stop: () => Promise<void>;
};

/** Verifies the model file, starts its own vision host, loads the model and listens on 127.0.0.1. */
export async function serve({ modelPath, port, answer, threads, version }: ServeOptions): Promise<Result<Serving>> {
  const model = await readVerifiedModel(modelPath);
  if (!model.ok) return model;
  const { card, sha256 } = model.value;
  const vision = new VisionClient({ hosts: 1, callsPerHost: 1 });
  const reference = { path: modelPath, sha256, network: card.network, classCount: card.classes.length, threads };
  const loaded = await vision.call('loadModel', { model: reference });
  if (!loaded.ok) {
    await vision.stop();
    return loaded;
  }
  const served = { ...model.value, threads };
  const gaveUp = Promise.withResolvers<Problem>();
  const predict = startPredictor(vision, served, gaveUp.resolve);
  const server = await inferenceServer({ model: served, predict, answer, version });
  const stop = async () => {
    await server.close();
    await vision.stop();
  };
  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (error) {
    await stop();
    return portProblem(port, error);
  }
  const { port: bound } = server.server.address() as AddressInfo;
  return success({ address: `http://127.0.0.1:${bound}`, card, modelSha256: sha256, gaveUp: gaveUp.promise, stop });
}

function portProblem(port: number, error: unknown): Result<Serving> {
  const code = errorCode(error);
  if (code === undefined) throw error;
  const why = code === 'EADDRINUSE' ? 'another program listens there' : code;
  return failure('already-exists', `The station cannot listen on port ${port}: ${why}. Give another port.`);
}
