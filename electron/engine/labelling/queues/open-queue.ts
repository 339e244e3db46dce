import { z } from 'zod';
import { type OpenedQueue, type QueueName, queueItemSchema } from '../../../../shared/contract/labelling.ts';
import { type ImageLookup, imageLookup } from '../../images/index.ts';
import { inTransaction, rows, type Store } from '../../store/index.ts';
import type { Workspace } from '../../workspace/index.ts';
import { ownLabels } from './authors.ts';
import { type Asker, candidates, membership } from './candidates.ts';
import { waitingIn } from './counts.ts';
import { auditSeed, doneRows, reasonOf, rememberAuditSeed } from './done.ts';

/** Images of one batch: more than a person labels in a shift, few enough to hold as a list. */
export const batchSize = 500;

type Ask = {
  readonly queue: QueueName;
  readonly author: string;
  readonly seed?: number | undefined;
  readonly imageId?: string | undefined;
  readonly again: boolean;
};

/**
 * Goes on with the batch of a queue that is under way: what was done in it stays in its place, what no longer belongs and was not
 * touched goes, newcomers follow at the end. With nothing left of it, or on request, the next batch begins.
 */
export function openQueue(workspace: Pick<Workspace, 'store'>, ask: Ask): OpenedQueue {
  const { store } = workspace;
  const lookup = imageLookup(workspace);
  return inTransaction(store, () => {
    const isOtherSample = ask.queue === 'audit' && ask.seed !== undefined && ask.seed !== auditSeed(store);
    if (isOtherSample) rememberAuditSeed(store, ask.seed ?? 1);
    const asker = { own: ownLabels(workspace, ask.author), auditSeed: auditSeed(store) };
    if (ask.queue !== 'chosen')
      settle(store, lookup, { ...ask, queue: ask.queue, again: ask.again || isOtherSample }, asker);
    const items = batchItems(store, ask.queue);
    const open = items.filter(({ isDone }) => !isDone).length;
    return {
      queue: ask.queue,
      items,
      beyond: Math.max(0, waitingIn(store, lookup, ask.queue, asker) - open),
      seed: ask.queue === 'audit' ? asker.auditSeed : null,
    };
  });
}

function settle(
  store: Store,
  lookup: ImageLookup,
  { queue, again: isAnew, imageId: inHand }: Ask & { readonly queue: Exclude<QueueName, 'chosen'> },
  asker: Asker,
): void {
  const { columns, positionOfRow } = lookup.known;
  const reason = reasonOf(lookup, queue, asker);
  const belongs = membership(lookup, queue, asker);
  const batch = batchRows(store, queue);
  const stays = ({ rowId, imageId, reason: why }: BatchRow) => {
    if (imageId === inHand) return true;
    const position = positionOfRow.get(rowId);
    return position !== undefined && why === (reason ?? '') && belongs(position);
  };
  const left = isAnew ? [] : batch.filter((row) => row.doneAt === null && stays(row));
  const isGoingOn = left.length > 0;
  const remove = store.prepare('DELETE FROM queue_item WHERE queue = ? AND image_id = ?');
  const kept = new Set(left.map(({ rowId }) => rowId));
  for (const row of batch) if (row.doneAt === null && !kept.has(row.rowId)) remove.run(queue, row.imageId);
  const done = doneRows(store, queue, reason);
  const inBatch = isGoingOn ? batch.filter((row) => row.doneAt !== null || kept.has(row.rowId)) : [];
  const taken = new Set(inBatch.map(({ rowId }) => rowId));
  const room = batchSize - left.length;
  const fresh = candidates(lookup, queue, asker)
    .filter((at) => !taken.has(columns.rowId[at]) && !done.has(columns.rowId[at]))
    .slice(0, Math.max(0, room));
  const addedAt = isGoingOn ? left[0].addedAt : new Date().toISOString();
  const first = isGoingOn ? Math.max(...inBatch.map(({ position }) => position)) + 1 : 0;
  const insert = store.prepare(
    `INSERT INTO queue_item (queue, image_id, position, reason, added_at, done_at)
     SELECT @queue, id, @position, @reason, @addedAt, NULL FROM image WHERE rowid = @rowId
     ON CONFLICT DO UPDATE SET position = excluded.position, reason = excluded.reason, added_at = excluded.added_at, done_at = NULL`,
  );
  fresh.forEach((at, index) => {
    insert.run({ queue, position: first + index, reason: reason ?? '', addedAt, rowId: columns.rowId[at] });
  });
}

const batchRowSchema = z.object({
  rowId: z.int(),
  imageId: z.string(),
  position: z.number(),
  reason: z.string(),
  addedAt: z.string(),
  doneAt: z.string().nullable(),
});
type BatchRow = z.infer<typeof batchRowSchema>;

/** The newest batch is what was added last; what was done in earlier ones stays in the table, to be known as done. */
function batchRows(store: Store, queue: QueueName): BatchRow[] {
  return rows(
    store,
    batchRowSchema,
    `SELECT image.rowid AS rowId, image_id AS imageId, position, reason, added_at AS addedAt, done_at AS doneAt
     FROM queue_item JOIN image ON image.id = image_id
     WHERE queue = @queue AND added_at = (SELECT max(added_at) FROM queue_item WHERE queue = @queue) ORDER BY position`,
    { queue },
  );
}

const itemRow = queueItemSchema.extend({ isDone: z.int().transform((value) => value !== 0) });

function batchItems(store: Store, queue: QueueName) {
  const isCurrent =
    queue === 'chosen' ? 'done_at IS NULL' : 'added_at = (SELECT max(added_at) FROM queue_item WHERE queue = @queue)';
  return rows(
    store,
    itemRow,
    `SELECT image_id AS imageId, path, label_state AS labelState, box_count AS boxCount, review_state AS reviewState,
       done_at IS NOT NULL AS isDone
     FROM queue_item JOIN image ON image.id = image_id WHERE queue = @queue AND ${isCurrent} ORDER BY position`,
    { queue },
  );
}
