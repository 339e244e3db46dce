import { getEvaluation, insertEvaluation } from '../../../electron/engine/evaluations/evaluation-rows.ts';
import { listEvaluations } from '../../../electron/engine/evaluations/index.ts';
import { inTransaction } from '../../../electron/engine/store/index.ts';
import type { Workspace } from '../../../electron/engine/workspace/index.ts';
import { datasetSummarySchema } from '../../../shared/contract/datasets.ts';
import type { Detection, LabelledBox } from '../../../shared/domain/box.ts';
import type { ImageEvaluation } from '../../../shared/domain/evaluation.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import { matchImage } from '../../../shared/evaluation/match-image.ts';

/**
 * A second version of the workspace's dataset with `count` images in its val role, and an evaluation of its model on them: labels as they are,
 * detections made up around them as a trained model's (some loose, some missed, some where nothing is, many faint ones). Answers its id.
 */
export function addEvaluation(workspace: Workspace, count: number): number {
  const { store } = workspace;
  const images = store
    .prepare(
      `SELECT image.id, source || '/' || substr(captured_at_local, 1, 10) || '/' || (substr(captured_at_local, 12, 2) / 8) AS block, label_revision AS revision, content
       FROM image JOIN annotation_revision ON image_id = image.id AND revision = label_revision WHERE label_state <> 'unlabelled'
       AND image.id NOT IN (SELECT image_id FROM dataset_member) LIMIT ?`,
    )
    .all(count) as { id: string; block: string; revision: number; content: string }[];
  const [template] = listEvaluations(workspace);
  const whole = template && getEvaluation(workspace, template.id);
  if (!whole?.ok) throw new Error('the rehearsal left no evaluation');
  const dataset = store.prepare('SELECT * FROM dataset ORDER BY id DESC LIMIT 1').get() as {
    id: number;
    name: string;
    summary: string;
  };
  const random = seededRandom(11);
  return inTransaction(store, () => {
    const summary = datasetSummarySchema.omit({ id: true, unchanged: true }).loose().parse(JSON.parse(dataset.summary));
    const roles = {
      val: { images: images.length, present: 0, absent: 0, episodes: images.length, blocks: 1, boxes: 0 },
    };
    const { lastInsertRowid } = store
      .prepare("INSERT INTO dataset (name, version, hash, seed, created_at, summary) VALUES (?, 2, 'bench', 1, ?, ?)")
      .run(dataset.name, new Date().toISOString(), JSON.stringify({ ...summary, version: 2, hash: 'bench', roles }));
    const member = store.prepare("INSERT INTO dataset_member VALUES (?, ?, 'val', ?, ?, ?, ?)");
    for (const { id, block, revision } of images)
      member.run(lastInsertRowid, id, `val/images/${id}.png`, block, `image:${id}`, revision);
    const { id: _, lookId: __, ...stored } = whole.value;
    return insertEvaluation(
      workspace,
      { ...stored, datasetVersion: 2, role: 'val', createdAt: new Date().toISOString() },
      Number(lastInsertRowid),
      'bench',
      images.map((image) => evaluated(image, random)),
    );
  });
}

function evaluated(
  image: { readonly id: string; readonly block: string; readonly content: string },
  random: () => number,
): ImageEvaluation {
  const content = JSON.parse(image.content) as { readonly boxes?: readonly LabelledBox[] };
  const truth = content.boxes ?? [];
  const found: Detection[] = [];
  for (const { classIndex, box } of truth) {
    if (random() < 0.05) continue;
    const shift = (random() - 0.5) * (box.xMax - box.xMin) * 0.4;
    found.push({
      classIndex,
      confidence: 0.3 + 0.7 * random(),
      box: { ...box, xMin: box.xMin + shift, xMax: box.xMax + shift },
    });
  }
  const faint = Math.floor(random() * 12);
  for (let number = 0; number < faint; number++) {
    const [xMin, yMin] = [random() * 2000, random() * 1600];
    const confidence = random() < 0.02 ? 0.6 : 0.001 + 0.2 * random() ** 3;
    found.push({ classIndex: 0, confidence, box: { xMin, yMin, xMax: xMin + 300, yMax: yMin + 250 } });
  }
  const { detections, labels } = matchImage(truth, found);
  const score = Math.max(0, ...found.map(({ confidence }) => confidence));
  return {
    imageId: image.id,
    blockKey: image.block,
    episodeKey: `image:${image.id}`,
    detections,
    labels,
    decision: {
      truth: truth.length > 0 ? 'present' : 'absent',
      score,
      verdict: score > 0.25 ? 'PRESENT' : 'ABSENT',
      reason: null,
    },
  };
}
