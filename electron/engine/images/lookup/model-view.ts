import { z } from 'zod';
import { disagreementSchema } from '../../../../shared/contract/images.ts';
import { type Detection, detectionSchema } from '../../../../shared/domain/box.ts';
import { modelAgainstLabel } from '../../../../shared/evaluation/disagreement.ts';
import { rows, type Store } from '../../store/index.ts';
import { labelStates, none } from './columns.ts';
import type { Known } from './read-rows.ts';

export const disagreements = disagreementSchema.options;

export type NewestModel = { readonly name: string; readonly version: number; readonly threshold: number };

const modelRow = z.object({ name: z.string(), version: z.int(), threshold: z.number() });

/** The model that looked at pictures last, in an evaluation or to propose labels; null: none has. */
function newestModel(store: Store): NewestModel | null {
  const [row] = rows(
    store,
    modelRow,
    `SELECT name, version, json_extract(card, '$.decision.threshold') AS threshold FROM (
       SELECT model_name, model_version, created_at AS looked_at FROM evaluation WHERE id = (SELECT max(id) FROM evaluation)
       UNION ALL
       SELECT model_name, model_version, looked_at FROM
         (SELECT model_name, model_version, made_at AS looked_at FROM proposal ORDER BY made_at DESC LIMIT 1)
     ) JOIN model ON model.name = model_name AND model.version = model_version
     ORDER BY looked_at DESC LIMIT 1`,
  );
  return row ?? null;
}

/** What is read of an evaluation's result of one image. */
const storedResult = z.object({ decision: z.object({ score: z.number() }), detections: z.array(z.unknown()) });

function confidenceOf(detection: unknown): number {
  const isOne = typeof detection === 'object' && detection !== null && 'confidence' in detection;
  return isOne && typeof detection.confidence === 'number' ? detection.confidence : Number.NaN;
}

/** What the newest model says of the images: highest score, boxes above its threshold, and whether its label agrees. */
export class ModelView {
  readonly #store: Store;
  readonly #known: Known;
  readonly #seen = new Map<number, readonly Detection[]>();
  #key = '';
  newest: NewestModel | null = null;

  constructor(store: Store, known: Known) {
    this.#store = store;
    this.#known = known;
  }

  /** Brings the view up to date; `positions`: whose label or proposal changed. Answers whether anything of it moved. */
  update(positions: readonly number[], proposedRows: readonly number[]): void {
    const evaluation = this.#store.prepare('SELECT max(id) FROM evaluation').pluck().get();
    const newest = newestModel(this.#store);
    const key = JSON.stringify([evaluation, newest]);
    const { columns, count } = this.#known;
    if (key !== this.#key) {
      this.#key = key;
      this.newest = newest;
      this.#seen.clear();
      columns.score.fill(Number.NaN, 0, count);
      columns.disagreement.fill(none, 0, count);
      if (newest === null) return;
      this.#takeEvaluations(newest);
      this.#takeProposals(newest, null);
      for (const position of this.#seen.keys()) this.#compare(position);
      return;
    }
    if (newest === null) return;
    if (proposedRows.length > 0) this.#takeProposals(newest, proposedRows);
    for (const position of positions) this.#compare(position);
  }

  /** Boxes above the model's threshold. */
  seenAt(position: number): readonly Detection[] {
    return this.#seen.get(position) ?? [];
  }

  #takeEvaluations(newest: NewestModel): void {
    const found = this.#store
      .prepare(
        `SELECT image.rowid, result
         FROM evaluation JOIN evaluation_image ON evaluation_id = evaluation.id JOIN image ON image.id = image_id
         WHERE model_name = ? AND model_version = ? ORDER BY evaluation.id`,
      )
      .raw(true)
      .iterate(newest.name, newest.version) as IterableIterator<[rowId: number, result: string]>;
    for (const [rowId, text] of found) {
      const { decision, detections } = storedResult.parse(JSON.parse(text));
      this.#take(rowId, decision.score, detections, newest.threshold);
    }
  }

  #takeProposals(newest: NewestModel, of: readonly number[] | null): void {
    const found = this.#store
      .prepare(
        `SELECT image.rowid, top_score, boxes FROM proposal JOIN image ON image.id = image_id
         WHERE model_name = ? AND model_version = ? AND (? IS NULL OR image.rowid IN (SELECT value FROM json_each(?)))`,
      )
      .raw(true)
      .all(newest.name, newest.version, of && 1, JSON.stringify(of ?? [])) as [
      rowId: number,
      topScore: number,
      boxes: string,
    ][];
    for (const [rowId, topScore, text] of found) {
      this.#take(rowId, topScore, z.array(z.unknown()).parse(JSON.parse(text)), newest.threshold);
    }
  }

  #take(rowId: number, topScore: number, detections: readonly unknown[], threshold: number): void {
    const position = this.#known.positionOfRow.get(rowId);
    if (position === undefined) return;
    // Most of what a network says is faint: only what counts is looked at closely.
    const seen = detections.filter((detection) => confidenceOf(detection) > threshold);
    this.#seen.set(position, z.array(detectionSchema).parse(seen));
    this.#known.columns.score[position] = topScore;
  }

  #compare(position: number): void {
    const { columns } = this.#known;
    const seen = this.#seen.get(position);
    if (seen === undefined || labelStates[columns.label[position]] === 'unlabelled') {
      columns.disagreement[position] = none;
      return;
    }
    const { extra, missed, loose } = modelAgainstLabel(boxesAt(this.#known, position), seen);
    // The dangerous error comes first where an image has several.
    const word = extra > 0 ? 'model-extra' : missed > 0 ? 'model-missed' : loose > 0 ? 'low-iou' : 'agree';
    columns.disagreement[position] = disagreements.indexOf(word);
  }
}

export function boxesAt({ columns }: Known, position: number) {
  const values = columns.boxes[position];
  return Array.from({ length: (values?.length ?? 0) / 5 }, (_, at) => {
    const [classIndex, xMin, yMin, xMax, yMax] = values?.subarray(at * 5, at * 5 + 5) ?? [];
    return { classIndex, box: { xMin, yMin, xMax, yMax } };
  });
}
