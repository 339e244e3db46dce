import { z } from 'zod';

/** A model is a candidate until a person decides otherwise; one at most is in production. */
export const modelStageSchema = z.enum(['candidate', 'validated', 'production', 'archived']);
export type ModelStage = z.infer<typeof modelStageSchema>;

/** One entry of the journal of decisions: who set a model to which stage, when and why. */
export const modelDecisionSchema = z.object({
  id: z.int(),
  model: z.string(),
  modelVersion: z.int(),
  stage: modelStageSchema,
  decidedAt: z.string(),
  author: z.string(),
  comment: z.string(),
});
export type ModelDecision = z.infer<typeof modelDecisionSchema>;

export type ModelVersion = { readonly model: string; readonly modelVersion: number };

export function isSameModel(a: ModelVersion, b: ModelVersion): boolean {
  return a.model === b.model && a.modelVersion === b.modelVersion;
}

/** `decisions` oldest first. The newest one about a model is its stage. */
export function stageOf(decisions: readonly ModelDecision[], model: ModelVersion): ModelStage {
  return decisions.findLast((decision) => isSameModel(decision, model))?.stage ?? 'candidate';
}

/** The decision that put the present production model there; null while none is in production. */
export function productionDecision(decisions: readonly ModelDecision[]): ModelDecision | null {
  const newest = decisions.findLast(({ stage }) => stage === 'production');
  return newest && stageOf(decisions, newest) === 'production' ? newest : null;
}

/**
 * The model that was in production before the present one came, the one a roll back goes to; null when there is none. Putting that one
 * back takes the last promotion away, so that a second roll back goes one further back and not to the model just left.
 */
export function rollBackTarget(decisions: readonly ModelDecision[]): ModelVersion | null {
  const stack: ModelVersion[] = [];
  for (const { stage, model, modelVersion } of decisions) {
    if (stage !== 'production') continue;
    const before = stack.at(-2);
    if (before && isSameModel(before, { model, modelVersion })) stack.pop();
    else stack.push({ model, modelVersion });
  }
  return productionDecision(decisions) ? (stack.at(-2) ?? null) : null;
}
