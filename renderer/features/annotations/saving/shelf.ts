import { z } from 'zod';
import { queueMarkSchema } from '../../../../shared/contract/labelling.ts';
import { annotationContentSchema } from '../../../../shared/domain/annotation.ts';
import type { Shelf, Unsaved } from './saver.ts';

const unsavedSchema = z.object({
  imageId: z.string(),
  author: z.string(),
  base: z.int(),
  content: annotationContentSchema.nullable(),
  inQueue: queueMarkSchema.nullable(),
  judgements: z.array(
    z.object({
      model: z.string(),
      version: z.int(),
      index: z.int(),
      confidence: z.number(),
      isRejected: z.boolean(),
    }),
  ),
});

/** Unsaved work of one workspace in this browser's storage: it is there again after the page was closed or fell over. */
export function pageShelf(workspace: string): Shelf {
  const key = `plugsight-unsaved:${workspace}`;
  return {
    read() {
      const text = localStorage.getItem(key);
      if (text === null) return [];
      try {
        return z.array(unsavedSchema).parse(JSON.parse(text));
      } catch {
        // Written by another version of the page: nothing that could be read back.
        return [];
      }
    },
    write(unsaved: readonly Unsaved[]) {
      if (unsaved.length === 0) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(unsaved));
    },
  };
}
