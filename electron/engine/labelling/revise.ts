import type { QueueMark } from '../../../shared/contract/labelling.ts';
import type { AnnotationContent, AnnotationRevision } from '../../../shared/domain/annotation.ts';
import type { Result } from '../../../shared/domain/problem.ts';
import { reviseAnnotation } from '../annotations/index.ts';
import { inTransaction } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { setDone } from './queues/change-queue.ts';

/** A person's change of one label, and being done with it in a queue or not after all: both or neither. */
export function reviseInQueue(
  workspace: Pick<Workspace, 'store'>,
  change: {
    readonly imageId: string;
    readonly content: AnnotationContent;
    readonly author: string;
    readonly basedOnRevision: number | null;
    readonly inQueue: QueueMark | null;
  },
): Result<AnnotationRevision> {
  return inTransaction(workspace.store, () => {
    const { inQueue, ...revision } = change;
    const stored = reviseAnnotation(workspace, revision);
    if (stored.ok && inQueue !== null) setDone(workspace.store, inQueue.queue, change.imageId, inQueue.isDone);
    return stored;
  });
}
