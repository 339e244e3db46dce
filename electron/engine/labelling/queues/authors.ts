import type { Store } from '../../store/index.ts';
import type { Workspace } from '../../workspace/index.ts';

/**
 * Rows of the images whose label, as it is now, is by one person. Kept from one question to the next: what was labelled since is looked up alone,
 * by the newest entry of the history that was seen.
 */
type Own = { readonly rows: Set<number>; upTo: number };

const known = new WeakMap<Store, Map<string, Own>>();

export function ownLabels({ store }: Pick<Workspace, 'store'>, author: string): ReadonlySet<number> {
  if (author === '') return new Set();
  let people = known.get(store);
  if (people === undefined) {
    people = new Map();
    known.set(store, people);
  }
  let own = people.get(author);
  if (own === undefined) {
    own = { rows: new Set(), upTo: 0 };
    people.set(author, own);
  }
  const entries = store
    .prepare(
      `SELECT entry.rowid, image.rowid, author = ? FROM annotation_revision AS entry JOIN image ON image.id = image_id
       WHERE entry.rowid > ? AND revision = label_revision`,
    )
    .raw(true)
    .all(author, own.upTo) as [entry: number, image: number, isOwn: number][];
  for (const [entry, image, isOwn] of entries) {
    if (isOwn) own.rows.add(image);
    else own.rows.delete(image);
    own.upTo = Math.max(own.upTo, entry);
  }
  return own.rows;
}
