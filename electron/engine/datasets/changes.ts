import { z } from 'zod';
import type { DatasetChange, DatasetChanges, DatasetSummary, Newer } from '../../../shared/contract/datasets.ts';
import { type AnnotationContent, annotationContentSchema, sameContent } from '../../../shared/domain/annotation.ts';
import { compareNaturally } from '../../../shared/domain/natural-sort.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { roleSchema } from '../../../shared/domain/role.ts';
import { preparationSentence } from '../sources/index.ts';
import { parseJson, rows } from '../store/index.ts';
import { classNames, type Workspace } from '../workspace/index.ts';
import { getDataset } from './dataset-rows.ts';
import { changeOf } from './label-change.ts';

/** As many as somebody would read through. */
const listedAtMost = 500;

const pairRow = z.object({
  image_id: z.string(),
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  role_before: roleSchema.nullable(),
  role_after: roleSchema.nullable(),
});
type Pair = z.infer<typeof pairRow>;

/** What is other in a version than in the one before it, or in the labels of now than in the version. */
export function datasetChanges(
  workspace: Workspace,
  input: { readonly name: string; readonly version: number | null; readonly against: 'before' | 'now' },
): Result<DatasetChanges> {
  const dataset = getDataset(workspace, input.name, input.version);
  if (!dataset.ok) return dataset;
  if (input.against === 'now') {
    const classes = classNames(workspace);
    const sentences = classes.join() === dataset.value.classes.join() ? [] : [`classes are now ${classes.join(', ')}`];
    return success(listed('the labels as they are now', pairsWithNow(workspace, dataset.value), sentences));
  }
  const before = getDataset(workspace, input.name, dataset.value.version - 1);
  if (!before.ok) return success(listed(null, [], []));
  return success(
    listed(
      `v${before.value.version}`,
      pairsOf(workspace, before.value.id, dataset.value.id),
      otherwise(before.value, dataset.value),
    ),
  );
}

/** Counts alone, for the mark in the rail: how many labels are newer than the version. What was added is counted and not read. */
export function newerThan(workspace: Workspace, dataset: DatasetSummary): Newer {
  const { id, createdAt } = dataset;
  const [{ count }] = rows(
    workspace.store,
    z.object({ count: z.int() }),
    `SELECT count(*) AS count FROM (${newerLabels}) WHERE role_before IS NULL`,
    { id, createdAt },
  );
  const members = rows(workspace.store, pairRow, `SELECT * FROM (${newerLabels}) WHERE role_before IS NOT NULL`, {
    id,
    createdAt,
  });
  const { removed, relabelled } = listed('', members, []).counts;
  return { added: count, removed, relabelled };
}

function listed(against: string | null, pairs: readonly Pair[], sentences: readonly string[]): DatasetChanges {
  const changes: DatasetChange[] = [];
  let largestMovePx: number | null = null;
  for (const pair of pairs) {
    const { image_id: imageId, path, role_before, role_after } = pair;
    const [before, after] = [contentOf(pair.before), contentOf(pair.after)];
    if (before === null) changes.push({ imageId, path, kind: 'added', detail: shown(after) });
    else if (after === null || after.state === 'unlabelled')
      changes.push({ imageId, path, kind: 'removed', detail: shown(before) });
    else if (!sameContent(before, after)) {
      const { words, movedPx } = changeOf(before, after);
      if (movedPx !== null) largestMovePx = Math.max(largestMovePx ?? 0, movedPx);
      changes.push({ imageId, path, kind: 'relabelled', detail: words });
    } else if (role_before !== null && role_after !== null && role_before !== role_after)
      changes.push({ imageId, path, kind: 'moved-role', detail: `${role_after}, was ${role_before}` });
  }
  const count = (kind: DatasetChange['kind']) => changes.filter((change) => change.kind === kind).length;
  return {
    against,
    counts: {
      added: count('added'),
      removed: count('removed'),
      relabelled: count('relabelled'),
      movedRole: count('moved-role'),
    },
    largestMovePx,
    sentences: [...sentences],
    changes: changes.sort((a, b) => compareNaturally(a.path, b.path)).slice(0, listedAtMost),
  };
}

function contentOf(json: string | null): AnnotationContent | null {
  return json === null ? null : parseJson(annotationContentSchema, json);
}

function shown(content: AnnotationContent | null): string {
  if (content === null || content.state === 'unlabelled') return 'no label';
  if (content.state === 'no-object') return 'no object';
  return content.boxes.length === 1 ? '1 box' : `${content.boxes.length} boxes`;
}

function otherwise(before: DatasetSummary, after: DatasetSummary): string[] {
  return [
    ...(before.classes.join() === after.classes.join()
      ? []
      : [`classes ${after.classes.join(', ')}, were ${before.classes.join(', ')}`]),
    ...(JSON.stringify(before.preparation) === JSON.stringify(after.preparation)
      ? []
      : [`preparation ${preparationSentence(after.preparation)}, was ${preparationSentence(before.preparation)}`]),
    ...(before.seed === after.seed ? [] : [`seed ${after.seed}, was ${before.seed}`]),
  ];
}

/** Members of two versions side by side; only those that are not in both with the same revision and role. */
function pairsOf({ store }: Workspace, before: number, after: number): Pair[] {
  return rows(
    store,
    pairRow,
    `WITH old AS (SELECT * FROM dataset_member WHERE dataset_id = @before), new AS (SELECT * FROM dataset_member WHERE dataset_id = @after),
       pair AS (
         SELECT old.image_id, old.revision AS revision_before, new.revision AS revision_after, old.role AS role_before, new.role AS role_after
         FROM old LEFT JOIN new ON new.image_id = old.image_id
         WHERE new.image_id IS NULL OR new.revision <> old.revision OR new.role <> old.role
         UNION ALL
         SELECT new.image_id, NULL, new.revision, NULL, new.role FROM new LEFT JOIN old ON old.image_id = new.image_id WHERE old.image_id IS NULL
       )
     SELECT pair.image_id, image.path, earlier.content AS before, later.content AS after, pair.role_before, pair.role_after
     FROM pair JOIN image ON image.id = pair.image_id
     LEFT JOIN annotation_revision AS earlier ON earlier.image_id = pair.image_id AND earlier.revision = pair.revision_before
     LEFT JOIN annotation_revision AS later ON later.image_id = pair.image_id AND later.revision = pair.revision_after`,
    { before, after },
  );
}

/**
 * Members whose label has a newer revision, and labelled images outside the version whose label is newer than it: what was left out then
 * (duplicates, guard frames) is no news. Read by the index of revisions in time: after each label, not after each image.
 */
const newerLabels = `
  SELECT image.id AS image_id, image.path, earlier.content AS before, now.content AS after, member.role AS role_before, NULL AS role_after
  FROM annotation_revision AS now
  JOIN image ON image.id = now.image_id AND image.label_revision = now.revision
  LEFT JOIN dataset_member AS member ON member.dataset_id = @id AND member.image_id = image.id
  LEFT JOIN annotation_revision AS earlier ON earlier.image_id = member.image_id AND earlier.revision = member.revision
  WHERE now.created_at >= @createdAt
    AND CASE WHEN member.image_id IS NULL THEN image.label_state <> 'unlabelled' AND image.duplicate_of IS NULL
        ELSE member.revision <> now.revision END`;

function pairsWithNow({ store }: Workspace, { id, createdAt }: DatasetSummary): Pair[] {
  return rows(store, pairRow, newerLabels, { id, createdAt });
}
