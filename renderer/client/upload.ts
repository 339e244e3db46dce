import { z } from 'zod';
import { problemSchema } from '../../shared/domain/problem.ts';
import { mediaUrl } from './connection.ts';

const storedSchema = z.object({ path: z.string(), folder: z.string() });
type StoredUpload = z.infer<typeof storedSchema>;

/**
 * Sends one file to the engine, which keeps it under its name, beside the others of its batch. Throws an error that carries the engine's
 * problem, or says that it could not be reached.
 */
export async function upload(
  body: File | ArrayBuffer,
  { name, batch }: { readonly name: string; readonly batch?: string },
): Promise<StoredUpload> {
  const query = `name=${encodeURIComponent(name)}${batch === undefined ? '' : `&batch=${encodeURIComponent(batch)}`}`;
  const url = mediaUrl(`/upload?${query}`);
  if (url === null) throw new Error(away(name));
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/octet-stream' },
    });
  } catch {
    // The browser says "Failed to fetch" of an engine that went away, and of a file that can be read no more.
    throw new Error(away(name));
  }
  const said: unknown = await answer.json().catch(() => null);
  const stored = storedSchema.safeParse(said);
  if (answer.ok && stored.success) return stored.data;
  const data = problemSchema.safeParse(said).data;
  throw Object.assign(new Error(data?.sentence ?? `${name} was not taken. Choose it again.`), data ? { data } : {});
}

function away(name: string): string {
  return `${name} could not be sent: the engine is being started again, or the file can be read no more. Nothing was taken. Choose it again in a moment.`;
}
