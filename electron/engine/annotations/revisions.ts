import { z } from 'zod';
import {
  type AnnotationContent,
  type AnnotationRevision,
  annotationContentSchema,
  annotationRevisionSchema,
  sameContent,
} from '../../../shared/domain/annotation.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { inTransaction, parseJson, rows, type Store } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const rowSchema = z
  .object({
    image_id: z.string(),
    revision: z.int(),
    content: z.string(),
    author: z.string(),
    created_at: z.string(),
    origin: z.string(),
  })
  .transform(
    (row): AnnotationRevision => ({
      imageId: row.image_id,
      revision: row.revision,
      content: parseJson(annotationContentSchema, row.content),
      author: row.author,
      createdAt: row.created_at,
      origin: row.origin,
    }),
  );

/** The label as it is now; an image nobody has said anything about is unlabelled, at revision 0. */
export function currentAnnotation(
  store: Store,
  imageId: string,
): { readonly revision: number; readonly content: AnnotationContent } {
  const [row] = rows(store, rowSchema, 'SELECT * FROM current_annotation WHERE image_id = @imageId', { imageId });
  return row ?? { revision: 0, content: { state: 'unlabelled' } };
}

/** Every revision of one image, oldest first. */
export function annotationHistory({ store }: Pick<Workspace, 'store'>, imageId: string): AnnotationRevision[] {
  return rows(store, rowSchema, 'SELECT * FROM annotation_revision WHERE image_id = @imageId ORDER BY revision', {
    imageId,
  });
}

/**
 * Appends a revision, unless the content is what is there already. Must run inside a transaction. `origin` says how it came: an
 * import's folder, the label editor, another tool.
 */
export function appendRevision(
  store: Store,
  change: {
    readonly imageId: string;
    readonly content: AnnotationContent;
    readonly author: string;
    readonly origin: string;
  },
): { readonly changed: boolean; readonly revision: number } {
  const current = currentAnnotation(store, change.imageId);
  if (sameContent(current.content, change.content)) return { changed: false, revision: current.revision };
  const revision = current.revision + 1;
  store
    .prepare(
      'INSERT INTO annotation_revision (image_id, revision, content, author, created_at, origin) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(
      change.imageId,
      revision,
      JSON.stringify(change.content),
      change.author,
      new Date().toISOString(),
      change.origin,
    );
  return { changed: true, revision };
}

/** A person's change of one label. Refused when somebody changed it since `basedOnRevision`. */
export function reviseAnnotation(
  { store }: Pick<Workspace, 'store'>,
  change: {
    readonly imageId: string;
    readonly content: AnnotationContent;
    readonly author: string;
    readonly basedOnRevision: number | null;
  },
): Result<AnnotationRevision> {
  const known = store.prepare('SELECT 1 FROM image WHERE id = ?').get(change.imageId);
  if (!known) return failure('not-found', 'This image is not in the workspace. Nothing was changed.');
  return inTransaction(store, () => {
    const current = currentAnnotation(store, change.imageId);
    if (change.basedOnRevision !== null && change.basedOnRevision !== current.revision) {
      return failure(
        'label-conflict',
        `Somebody changed this label meanwhile (revision ${current.revision}, you looked at ${change.basedOnRevision}). Both are kept in the history up to now; yours was not stored. Look at the new one, then save again.`,
      );
    }
    const { revision } = appendRevision(store, { ...change, origin: 'revised' });
    const history = annotationHistory({ store }, change.imageId);
    const stored = history.find((entry) => entry.revision === revision);
    if (stored) return success(stored);
    // Said again that an untouched image is unlabelled: nothing is stored, and that is the answer.
    return success(
      annotationRevisionSchema.parse({
        imageId: change.imageId,
        revision: 1,
        content: change.content,
        author: change.author,
        createdAt: new Date().toISOString(),
        origin: 'unchanged',
      }),
    );
  });
}
