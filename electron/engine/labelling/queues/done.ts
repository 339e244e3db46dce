import type { QueueName } from '../../../../shared/contract/labelling.ts';
import type { ImageLookup } from '../../images/index.ts';
import type { Store } from '../../store/index.ts';
import type { Asker } from './candidates.ts';

/**
 * Why an image is in a queue, as far as being done with it depends on it: who looked at a disagreement with one model has not looked at
 * one with the next. Null: a queue whose images leave it by what is done to them.
 */
export function reasonOf(lookup: ImageLookup, queue: QueueName, { auditSeed }: Asker): string | null {
  const { newest } = lookup.model;
  switch (queue) {
    case 'model-extra':
    case 'model-missed':
    case 'low-iou':
    case 'uncertain':
      return newest === null ? '' : `${newest.name}@${newest.version}`;
    case 'audit':
      return `seed ${auditSeed}`;
    case 'quality':
      return 'quality';
    case 'chosen':
      return 'chosen';
    case 'unlabelled':
    case 'review':
    case 'rejected':
      return null;
  }
}

/** Rows of images that were done in a queue for this reason. */
export function doneRows(store: Store, queue: QueueName, reason: string | null): Set<number> {
  if (reason === null) return new Set();
  const found = store
    .prepare(
      `SELECT image.rowid FROM queue_item JOIN image ON image.id = image_id
       WHERE queue = ? AND done_at IS NOT NULL AND reason = ?`,
    )
    .pluck()
    .all(queue, reason) as number[];
  return new Set(found);
}

const seedKey = 'audit-seed';

/** Seed of the sample that is worked on. */
export function auditSeed(store: Store): number {
  const value = store.prepare('SELECT value FROM workspace WHERE key = ?').pluck().get(seedKey);
  return typeof value === 'string' ? Number(value) : 1;
}

export function rememberAuditSeed(store: Store, seed: number): void {
  store
    .prepare('INSERT INTO workspace (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
    .run(seedKey, String(seed));
}
