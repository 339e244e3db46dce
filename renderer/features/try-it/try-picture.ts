import { engine, problemOf, upload } from '../../client/index.ts';
import { changeTried, putOnBench, type Tried, useBench } from './state.ts';

/** Takes dropped or chosen pictures onto the bench, one after the other, and asks the model about each. */
export async function tryFiles(files: readonly File[], model: string): Promise<void> {
  for (const file of files) await tryFile(file, model);
}

async function tryFile(file: File, model: string): Promise<void> {
  const bytes = await file.arrayBuffer();
  const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));
  const nothing = { name: file.name, sha256, model, answer: null, problem: null, isSent: false } as const;
  // A batch of its own: what is imported later is this picture alone.
  let tried: Tried;
  try {
    const stored = await upload(bytes, { name: file.name, batch: `try-${sha256.slice(0, 16)}` });
    tried = { ...nothing, id: sha256, ...stored };
  } catch (error) {
    putOnBench({ ...nothing, id: sha256, path: '', folder: '', problem: problemOf(error) });
    return;
  }
  putOnBench(tried);
  await predict(tried, model);
}

/** Asks again, with another model. */
export async function predict(tried: Tried, model: string): Promise<void> {
  try {
    const answer = await engine().models.tryPicture({ model, path: tried.path });
    changeTried(tried.id, { answer, model, problem: null });
  } catch (error) {
    changeTried(tried.id, { answer: null, model, problem: problemOf(error) });
  }
}

/** Imports the picture, copied, and puts it into the label queue. */
export async function sendToQueue(tried: Tried, author: string): Promise<void> {
  const client = engine();
  const { jobId } = await client.sources.import({ folder: tried.folder, storage: 'copy', source: 'bench', author });
  for await (const snapshot of await client.jobs.watch({ jobId })) {
    if (snapshot.state === 'running') continue;
    if (snapshot.state !== 'done') {
      changeTried(tried.id, { problem: snapshot.problem });
      return;
    }
  }
  await client.annotations.enqueue({ imageIds: [tried.sha256] });
  changeTried(tried.id, { isSent: true });
}

export function chooseModel(model: string): void {
  useBench.setState({ model });
  const { pictures, selected } = useBench.getState();
  const tried = pictures.find(({ id }) => id === selected);
  if (tried && tried.path !== '') void predict(tried, model);
}

function hex(buffer: ArrayBuffer): string {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
