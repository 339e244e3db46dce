import type { QueueName } from '../../../shared/contract/labelling.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { annotationHistory } from '../annotations/index.ts';
import { inTransaction } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { setDone } from './queues/change-queue.ts';

type Review = {
  readonly imageId: string;
  readonly revision: number;
  readonly state: 'reviewed' | 'rejected' | 'labelled';
  readonly reviewer: string;
  readonly comment: string;
  readonly finishes: QueueName | null;
};

/**
 * A second person's word on a label as it is now. Refused to whoever made the label, and where it was changed since the reviewer looked.
 * A new revision of the label takes the review with it: the state goes back to `labelled`.
 */
export function reviewLabel(
  { store }: Pick<Workspace, 'store'>,
  review: Review,
): Result<{ reviewState: Review['state'] }> {
  return inTransaction(store, () => {
    const latest = annotationHistory({ store }, review.imageId).at(-1);
    if (latest === undefined || latest.content.state === 'unlabelled') {
      return failure('invalid-input', 'This image has no label to review. Nothing was changed. Label it first.');
    }
    if (latest.revision !== review.revision) {
      return failure(
        'label-conflict',
        `${latest.author} changed this label meanwhile. Your review was not stored. Look at the new label, then review it.`,
      );
    }
    if (latest.author === review.reviewer && review.state !== 'labelled') {
      return failure(
        'invalid-input',
        `You made this label yourself, ${latest.author}. A review is a second person's look. Nothing was changed. Let somebody else review it, or change the annotator.`,
      );
    }
    store
      .prepare(
        'INSERT INTO review (image_id, revision, state, reviewer, reviewed_at, comment) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(review.imageId, review.revision, review.state, review.reviewer, new Date().toISOString(), review.comment);
    if (review.finishes !== null) setDone(store, review.finishes, review.imageId, true);
    return success({ reviewState: review.state });
  });
}
