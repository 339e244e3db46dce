import { z } from 'zod';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import {
  isSameModel,
  type ModelDecision,
  type ModelStage,
  type ModelVersion,
  modelDecisionSchema,
  productionDecision,
  rollBackTarget,
  stageOf,
} from '../../../shared/domain/model-stage.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { inTransaction, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { getModel, notAHelper } from './model-rows.ts';

type Person = { readonly author: string; readonly comment: string };
type Decided = Result<ModelDecision[]>;

const decisionRow = z
  .object({
    id: z.int(),
    model_name: z.string(),
    model_version: z.int(),
    stage: modelDecisionSchema.shape.stage,
    decided_at: z.string(),
    author: z.string(),
    comment: z.string(),
  })
  .transform(
    (row): ModelDecision => ({
      id: row.id,
      model: row.model_name,
      modelVersion: row.model_version,
      stage: row.stage,
      decidedAt: row.decided_at,
      author: row.author,
      comment: row.comment,
    }),
  );

/** The journal, oldest first. */
export function modelDecisions({ store }: Pick<Workspace, 'store'>): ModelDecision[] {
  return rows(store, decisionRow, 'SELECT * FROM model_decision ORDER BY id');
}

/** The model in production; null while none was promoted. */
export function currentModel(workspace: Workspace): ModelSummary | null {
  const decision = productionDecision(modelDecisions(workspace));
  if (decision === null) return null;
  const model = getModel(workspace, `${decision.model}@${decision.modelVersion}`);
  return model.ok ? model.value : null;
}

/** A person puts a model into production; the one that was there is archived. Both are journalled, or neither. */
export function promoteModel(workspace: Workspace, input: Person & { readonly model: string }): Decided {
  const model = getModel(workspace, input.model);
  if (!model.ok) return model;
  const allowed = notAHelper(model.value, 'promoted');
  if (!allowed.ok) return allowed;
  const chosen = versionOf(model.value);
  const current = productionDecision(modelDecisions(workspace));
  if (current && isSameModel(current, chosen)) {
    return failure('nothing-to-do', `${named(chosen)} is in production already. Nothing was changed.`);
  }
  if (input.comment === '') {
    return failure(
      'invalid-input',
      `${named(chosen)} was not promoted: a promotion needs a reason. Nothing was changed. Say in a few words why it goes into production.`,
    );
  }
  return replaceProduction(workspace, current, chosen, input, `replaced by ${named(chosen)}`);
}

/** Puts the model back that was in production before the present one. */
export function rollBackModel(workspace: Workspace, person: Person): Decided {
  const decisions = modelDecisions(workspace);
  const current = productionDecision(decisions);
  const before = rollBackTarget(decisions);
  if (!current || !before) {
    return failure(
      'nothing-to-do',
      'There is no model to roll back to: none was in production before. Nothing was changed. Promote another version.',
    );
  }
  const comment = person.comment || `rolled back from ${named(current)}`;
  return replaceProduction(workspace, current, before, { ...person, comment }, `rolled back to ${named(before)}`);
}

/** Sets a model aside; the one in production stays until another takes its place. */
export function archiveModel(workspace: Workspace, input: Person & { readonly model: string }): Decided {
  const model = getModel(workspace, input.model);
  if (!model.ok) return model;
  const chosen = versionOf(model.value);
  const stage = stageOf(modelDecisions(workspace), chosen);
  if (stage === 'production') {
    return failure(
      'busy',
      `${named(chosen)} is in production and was not archived. Promote another version or roll back first; then it is archived by itself.`,
    );
  }
  if (stage === 'archived') return failure('nothing-to-do', `${named(chosen)} is archived already.`);
  return decide(workspace, [{ ...chosen, stage: 'archived', author: input.author, comment: input.comment }]);
}

export function restoreModel(workspace: Workspace, input: Person & { readonly model: string }): Decided {
  const model = getModel(workspace, input.model);
  if (!model.ok) return model;
  const chosen = versionOf(model.value);
  if (stageOf(modelDecisions(workspace), chosen) !== 'archived') {
    return failure('nothing-to-do', `${named(chosen)} is not archived. Nothing was changed.`);
  }
  return decide(workspace, [{ ...chosen, stage: 'candidate', author: input.author, comment: input.comment }]);
}

type NewDecision = ModelVersion & Person & { readonly stage: ModelStage };

function replaceProduction(
  workspace: Workspace,
  current: ModelVersion | null,
  next: ModelVersion,
  { author, comment }: Person,
  whyArchived: string,
): Decided {
  const leaving: NewDecision[] =
    current === null
      ? []
      : [
          {
            model: current.model,
            modelVersion: current.modelVersion,
            stage: 'archived',
            author,
            comment: whyArchived,
          },
        ];
  return decide(workspace, [...leaving, { ...next, stage: 'production', author, comment }]);
}

/** Answers the whole journal. */
function decide(workspace: Workspace, decisions: readonly NewDecision[]): Decided {
  const { store } = workspace;
  inTransaction(store, () => {
    const insert = store.prepare(
      'INSERT INTO model_decision (model_name, model_version, stage, decided_at, author, comment) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const now = new Date().toISOString();
    for (const { model, modelVersion, stage, author, comment } of decisions) {
      insert.run(model, modelVersion, stage, now, author, comment);
    }
  });
  return success(modelDecisions(workspace));
}

function versionOf({ name, version }: Pick<ModelSummary, 'name' | 'version'>): ModelVersion {
  return { model: name, modelVersion: version };
}

function named({ model, modelVersion }: ModelVersion): string {
  return `${model} v${modelVersion}`;
}
