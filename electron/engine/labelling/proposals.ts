import { z } from 'zod';
import { type Proposals, type ProposedBox, proposedBoxSchema } from '../../../shared/contract/labelling.ts';
import type { detectionSchema } from '../../../shared/domain/box.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { inTransaction, parseJson, rows, type Store } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

/** Boxes with less are noise to a person, whatever the threshold. */
export const leastConfidence = 0.05;
/** More boxes of one image nobody goes through. */
const mostBoxes = 50;

const proposalRow = z.object({
  model: z.string(),
  version: z.int(),
  threshold: z.number(),
  madeAt: z.string(),
  boxes: z.string(),
});

/**
 * What a model found on one image last: made as proposals, or seen in an evaluation since. Null: no model has looked at it, or the one
 * that did is gone.
 */
export function proposalsOf(store: Store, imageId: string): Proposals | null {
  const [row] = rows(
    store,
    proposalRow,
    `SELECT model_name AS model, model_version AS version, json_extract(card, '$.decision.threshold') AS threshold, made_at AS madeAt, boxes
     FROM (
       SELECT model_name, model_version, made_at, boxes FROM proposal WHERE image_id = @imageId
       UNION ALL
       SELECT model_name, model_version, created_at, json_extract(result, '$.detections')
       FROM evaluation_image JOIN evaluation ON evaluation.id = evaluation_id WHERE image_id = @imageId
     ) JOIN model ON model.name = model_name AND model.version = model_version
     ORDER BY made_at DESC LIMIT 1`,
    { imageId },
  );
  if (!row) return null;
  return { ...row, boxes: worthShowing(parseJson(z.array(proposedBoxSchema), row.boxes)) };
}

export function worthShowing<T extends z.infer<typeof detectionSchema>>(boxes: readonly T[]): T[] {
  return boxes
    .filter(({ confidence }) => confidence >= leastConfidence)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, mostBoxes);
}

/** Stores what a model found; replaces what the same model found before. Inside a transaction. */
export function storeProposals(
  store: Store,
  look: {
    readonly imageId: string;
    readonly model: string;
    readonly version: number;
    readonly boxes: readonly ProposedBox[];
    readonly topScore: number;
    readonly madeAt: string;
  },
): void {
  store
    .prepare(
      `INSERT INTO proposal (image_id, model_name, model_version, boxes, top_score, made_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET model_version = excluded.model_version, boxes = excluded.boxes, top_score = excluded.top_score, made_at = excluded.made_at`,
    )
    .run(look.imageId, look.model, look.version, JSON.stringify(look.boxes), look.topScore, look.madeAt);
}

/** A person's no to one proposed box, or that no taken back. The label is not touched. */
export function judgeProposal(
  { store }: Pick<Workspace, 'store'>,
  ask: {
    readonly imageId: string;
    readonly model: string;
    readonly version: number;
    readonly index: number;
    readonly confidence: number;
    readonly isRejected: boolean;
  },
): Result<Proposals> {
  return inTransaction(store, () => {
    const now = proposalsOf(store, ask.imageId);
    const box = now?.boxes[ask.index];
    if (!now || now.model !== ask.model || now.version !== ask.version || box?.confidence !== ask.confidence) {
      return failure(
        'not-found',
        'A model looked at this image again meanwhile, this proposal is gone. Nothing was changed. Look at the new ones.',
      );
    }
    const boxes = now.boxes.map((one, index) => (index === ask.index ? { ...one, isRejected: ask.isRejected } : one));
    storeProposals(store, {
      imageId: ask.imageId,
      model: now.model,
      version: now.version,
      boxes,
      topScore: Math.max(0, ...boxes.map(({ confidence }) => confidence)),
      madeAt: now.madeAt,
    });
    return success({ ...now, boxes });
  });
}
