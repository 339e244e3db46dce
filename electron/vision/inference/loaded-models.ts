import type { InferenceSession } from 'onnxruntime-node';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { decodeModel, encodeModel } from '../../../shared/formats/onnx/index.ts';
import { withFloat32Ends } from '../../../shared/formats/onnx/with-float32-ends.ts';
import { readModelBytes } from './model-bytes.ts';
import { createSession } from './session.ts';

export type ModelKey = { readonly path: string; readonly sha256: string; readonly threads: number };

type LoadedModel = {
  readonly sha256: string;
  readonly session: Promise<Result<InferenceSession>>;
  users: number;
};

/** Models kept in memory: the current one, the one before it, and two being compared. */
const maximumLoaded = 4;

/** The models of this host, by hash and threads; the one used longest ago goes first. Insertion order is order of use. */
const loaded = new Map<string, LoadedModel>();

/** Runs `use` with a session for the model, loading and checking it first when it is not in memory; never released while in use. */
export async function withSession<T>(
  model: ModelKey,
  use: (session: InferenceSession) => Promise<Result<T>>,
): Promise<Result<T>> {
  const key = `${model.sha256} ${model.threads}`;
  const entry = loaded.get(key) ?? { sha256: model.sha256, session: load(model), users: 0 };
  loaded.delete(key);
  loaded.set(key, entry);
  entry.users += 1;
  try {
    const session = await entry.session;
    if (session.ok) return await use(session.value);
    if (loaded.get(key) === entry) loaded.delete(key);
    return session;
  } finally {
    entry.users -= 1;
    await releaseOldest();
  }
}

/** Releases every session of a model that is not in use. */
export async function unload(sha256: string): Promise<boolean> {
  const keys = [...loaded].filter(([, entry]) => entry.sha256 === sha256 && entry.users === 0).map(([key]) => key);
  for (const key of keys) await release(key);
  return keys.length > 0;
}

async function releaseOldest(): Promise<void> {
  for (const [key, entry] of loaded) {
    if (loaded.size <= maximumLoaded) return;
    if (entry.users === 0) await release(key);
  }
}

async function release(key: string): Promise<void> {
  const entry = loaded.get(key);
  loaded.delete(key);
  const session = await entry?.session;
  if (session?.ok) await session.value.release();
}

async function load({ path, sha256, threads }: ModelKey): Promise<Result<InferenceSession>> {
  const file = await readModelBytes(path);
  if (!file.ok) return file;
  if (file.value.sha256 !== sha256) {
    return failure(
      'model-file-damaged',
      `The model at ${path} is not the one that was registered (its SHA-256 differs). It was not loaded; register it again or put the file back.`,
    );
  }
  const runnable = runnableBytes(file.value.bytes);
  return runnable.ok ? await createSession(runnable.value, threads) : runnable;
}

/** What the runtime is given: the file as it is, or a copy with float32 ends. */
function runnableBytes(bytes: Uint8Array): Result<Uint8Array> {
  const model = decodeModel(bytes);
  if (!model.ok) return model;
  const float32 = withFloat32Ends(model.value);
  return success(float32 === model.value ? bytes : encodeModel(float32));
}
