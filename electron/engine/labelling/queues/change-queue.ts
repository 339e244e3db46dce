import type { QueueName } from '../../../../shared/contract/labelling.ts';
import { failure, type Result, success } from '../../../../shared/domain/problem.ts';
import { inTransaction, type Store } from '../../store/index.ts';
import type { Workspace } from '../../workspace/index.ts';

/** Done with an image of a queue, or not after all. An image that is not in the queue is done with without a word. Inside a transaction. */
export function setDone(store: Store, queue: QueueName, imageId: string, isDone: boolean): void {
  store
    .prepare('UPDATE queue_item SET done_at = ? WHERE queue = ? AND image_id = ?')
    .run(isDone ? new Date().toISOString() : null, queue, imageId);
}

export function finishInQueue(
  { store }: Pick<Workspace, 'store'>,
  ask: { readonly queue: QueueName; readonly imageId: string; readonly isDone: boolean },
): { isDone: boolean } {
  inTransaction(store, () => setDone(store, ask.queue, ask.imageId, ask.isDone));
  return { isDone: ask.isDone };
}

/** Puts images into the queue of those sent by hand, behind what waits there. Ids that are not in the workspace are refused as a whole. */
export function enqueueChosen(
  { store }: Pick<Workspace, 'store'>,
  imageIds: readonly string[],
): Result<{ added: number }> {
  const isKnown = store.prepare('SELECT 1 FROM image WHERE id = ?');
  const unknown = imageIds.filter((id) => !isKnown.get(id)).length;
  if (unknown > 0) {
    return failure(
      'not-found',
      `${unknown} of ${imageIds.length} images are not in the workspace. None was put into the queue.`,
    );
  }
  return inTransaction(store, () => {
    const last = store
      .prepare("SELECT coalesce(max(position), 0) FROM queue_item WHERE queue = 'chosen'")
      .pluck()
      .get();
    const insert = store.prepare(
      `INSERT INTO queue_item (queue, image_id, position, reason, added_at, done_at) VALUES ('chosen', ?, ?, 'chosen', ?, NULL)
       ON CONFLICT DO UPDATE SET position = excluded.position, added_at = excluded.added_at, done_at = NULL
       WHERE queue_item.done_at IS NOT NULL`,
    );
    const now = new Date().toISOString();
    let added = 0;
    imageIds.forEach((id, index) => {
      added += insert.run(id, Number(last) + 1 + index, now).changes;
    });
    return success({ added });
  });
}
