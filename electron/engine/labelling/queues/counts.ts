import { type QueueCounts, type QueueName, queueNameSchema } from '../../../../shared/contract/labelling.ts';
import { type ImageLookup, imageLookup } from '../../images/index.ts';
import type { Store } from '../../store/index.ts';
import type { Workspace } from '../../workspace/index.ts';
import { ownLabels } from './authors.ts';
import { type Asker, auditSampleSize, membership } from './candidates.ts';
import { auditSeed, doneRows, reasonOf } from './done.ts';

/** How many images wait in each queue, for this person. */
export function queueCounts(workspace: Pick<Workspace, 'store'>, author: string): QueueCounts {
  const { store } = workspace;
  const lookup = imageLookup(workspace);
  const asker = { own: ownLabels(workspace, author), auditSeed: auditSeed(store) };
  return {
    queues: queueNameSchema.options.map((queue) => ({ queue, waiting: waitingIn(store, lookup, queue, asker) })),
    model: lookup.model.newest,
  };
}

export function waitingIn(store: Store, lookup: ImageLookup, queue: QueueName, asker: Asker): number {
  if (queue === 'chosen') {
    return store
      .prepare("SELECT count(*) FROM queue_item WHERE queue = 'chosen' AND done_at IS NULL")
      .pluck()
      .get() as number;
  }
  const { columns, count } = lookup.known;
  const belongs = membership(lookup, queue, asker);
  const done = doneRows(store, queue, reasonOf(lookup, queue, asker));
  let [waiting, members] = [0, 0];
  for (let at = 0; at < count; at++) {
    if (!belongs(at)) continue;
    members += 1;
    if (!done.has(columns.rowId[at])) waiting += 1;
  }
  return queue === 'audit' ? Math.max(0, Math.min(auditSampleSize, members) - done.size) : waiting;
}
