import { z } from 'zod';
import { problemSchema } from '../domain/problem.ts';

/**
 * How a program of this machine finds an engine, starts one and ends one: its file, its first line, and the two small questions over
 * HTTP that need no open connection.
 */
export const engineFileName = 'engine.json';

/** In the workspace, readable by its user only. */
export const engineFileSchema = z.object({ url: z.string(), token: z.string(), pid: z.int() });
export type EngineFile = z.infer<typeof engineFileSchema>;

/** The first line an engine prints: where it can be called, or why it cannot. */
export const engineLineSchema = z.union([
  z.object({ ready: z.literal(true), url: z.string(), token: z.string(), pageAddress: z.string().nullable() }),
  z.object({ problem: problemSchema }),
]);

/** What a parent writes into an engine's input before it closes it: go on until the work is done, then end. */
export const stayWord = 'stay';

/** `GET /engine`, behind the token. `work`: what runs now, in a few words each; empty: nothing. */
export const engineStateSchema = z.object({ pid: z.int(), work: z.array(z.string()) });
export type EngineState = z.infer<typeof engineStateSchema>;

/** `http://127.0.0.1:<port>` of an engine's `ws://127.0.0.1:<port>/rpc`. */
export function httpOrigin(url: string): string {
  return url.replace(/^ws/, 'http').replace(/\/rpc$/, '');
}
