import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { z } from 'zod';

/**
 * Reads a file of JSON lines that another program writes, from where it stopped the last time. A last line that is not whole yet waits; a
 * line that is none of ours is passed over. A file that became shorter (a resumed trainer cuts a half line off) goes on at its end.
 */
export class LineTail<S extends z.ZodType> {
  readonly #path: string;
  readonly #schema: S;
  #offset = 0;

  constructor(path: string, schema: S) {
    this.#path = path;
    this.#schema = schema;
  }

  read(): z.output<S>[] {
    const lines = this.#newText().split('\n').slice(0, -1);
    return lines.flatMap((line) => {
      const parsed = this.#schema.safeParse(jsonOrUndefined(line));
      return parsed.success ? [parsed.data] : [];
    });
  }

  /** Whole lines only, with the end of the last one. */
  #newText(): string {
    let file: number;
    try {
      file = openSync(this.#path, 'r');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    }
    try {
      const { size } = fstatSync(file);
      this.#offset = Math.min(this.#offset, size);
      const bytes = Buffer.alloc(size - this.#offset);
      const length = readSync(file, bytes, 0, bytes.length, this.#offset);
      const whole = bytes.subarray(0, length).lastIndexOf(0x0a) + 1;
      this.#offset += whole;
      return bytes.toString('utf8', 0, whole);
    } finally {
      closeSync(file);
    }
  }
}

function jsonOrUndefined(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
