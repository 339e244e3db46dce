import { z } from 'zod';

const startSchema = z.object({ words: z.array(z.string()), workingFolder: z.string() });
export type Start = z.infer<typeof startSchema>;

/**
 * A start as it is handed to the program that runs already. The words Electron hands over itself are mixed with Chromium's own; and data
 * with a sign beyond Latin-1 in it arrives as null (seen in Electron 25), so it travels as ASCII.
 */
export function handOver(start: Start): { readonly start: string } {
  return { start: encodeURIComponent(JSON.stringify(start)) };
}

/** Null for whatever another version, or another program, may have sent. */
export function handedOver(given: unknown): Start | null {
  try {
    const { start } = z.object({ start: z.string() }).parse(given);
    return startSchema.parse(JSON.parse(decodeURIComponent(start)));
  } catch {
    return null;
  }
}
