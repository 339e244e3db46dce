import { z } from 'zod';
import { labelledBoxSchema } from '../../../../shared/domain/box.ts';
import { shiftKey } from '../../../../shared/domain/shift-block.ts';
import type { Store } from '../../store/index.ts';
import { type Columns, labelStates, makeRoom, type Names, reviewStates } from './columns.ts';

/** The columns, and what their numbers mean. */
export type Known = {
  readonly columns: Columns;
  readonly sources: Names;
  /** `<source>/<day>/<hour>` or `<source>/<folder>`. */
  readonly blocks: Names;
  /** `<width>x<height>`. */
  readonly sizes: Names;
  readonly positionOfRow: Map<number, number>;
  count: number;
};

type ImageRow = [
  rowId: number,
  importId: number,
  path: string,
  source: string,
  widthPx: number,
  heightPx: number,
  mean: number,
  contrast: number,
  sharpness: number,
  clippedShare: number,
  captured: string | null,
  isDuplicate: number,
  labelState: string,
  reviewState: string,
];

const selectImages = `SELECT rowid, import_id, path, source, width_px, height_px, mean, contrast, sharpness, clipped_share, captured_at_local,
  duplicate_of IS NOT NULL, label_state, review_state FROM image`;

/** Images that came in after the highest row known, at most `count` of them. */
export function readNewImages(store: Store, known: Known, count: number): void {
  const last = known.count === 0 ? 0 : known.columns.rowId[known.count - 1];
  const found = store
    .prepare(`${selectImages} WHERE rowid > ? ORDER BY rowid LIMIT ?`)
    .raw(true)
    .all(last, count) as ImageRow[];
  makeRoom(known.columns, known.count + found.length);
  for (const row of found) {
    known.positionOfRow.set(row[0], known.count);
    known.columns.boxes[known.count] = null;
    setRow(known, known.count, row);
    known.count += 1;
  }
}

/** Reads these rows again, after their labels or states changed. */
export function readAgain(store: Store, known: Known, rowIds: readonly number[]): number[] {
  const statement = store.prepare(`${selectImages} WHERE rowid IN (SELECT value FROM json_each(?))`).raw(true);
  const positions: number[] = [];
  for (const row of statement.all(JSON.stringify(rowIds)) as ImageRow[]) {
    const position = known.positionOfRow.get(row[0]);
    if (position === undefined) continue;
    setRow(known, position, row);
    positions.push(position);
  }
  return positions;
}

function setRow({ columns, sources, blocks, sizes }: Known, at: number, row: ImageRow): void {
  const [rowId, importId, path, source, widthPx, heightPx, mean, contrast, sharpness, clipped, captured, duplicate] =
    row;
  columns.rowId[at] = rowId;
  columns.importId[at] = importId;
  columns.source[at] = sources.numberOf(source);
  columns.block[at] = blocks.numberOf(blockKey(source, path, captured));
  columns.size[at] = sizes.numberOf(`${widthPx}x${heightPx}`);
  columns.captured[at] = captured === null ? Number.NaN : Date.parse(`${captured}Z`);
  columns.mean[at] = mean;
  columns.contrast[at] = contrast;
  columns.sharpness[at] = sharpness;
  columns.clipped[at] = clipped;
  columns.isDuplicate[at] = duplicate;
  columns.label[at] = labelStates.indexOf(row[12] as (typeof labelStates)[number]);
  columns.review[at] = reviewStates.indexOf(row[13] as (typeof reviewStates)[number]);
}

/** As a dataset's blocks would be before any of them is cut; pictures without a time lie together by folder. */
export function blockKey(source: string, path: string, captured: string | null): string {
  if (captured !== null) return `${source}/${shiftOf(captured)}`;
  const folder = path.split('/').slice(0, -1).join('/');
  return folder === '' ? source : `${source}/${folder}`;
}

const shifts = new Map<string, string>();

/** Many images share an hour, and an hour lies in one shift. */
function shiftOf(captured: string): string {
  const hour = captured.slice(0, 13);
  let shift = shifts.get(hour);
  if (shift === undefined) {
    shift = shiftKey(captured);
    shifts.set(hour, shift);
  }
  return shift;
}

const contentBoxes = z.object({ boxes: z.array(labelledBoxSchema).default([]) });

/** Boxes of the labels as they are now, of the images from one row to another or of these rows. */
export function readBoxes(
  store: Store,
  { columns, positionOfRow }: Known,
  of: { from: number; to: number } | { rows: number[] },
): void {
  const select = `SELECT image.rowid, content FROM image
    JOIN annotation_revision ON image_id = image.id AND revision = image.label_revision WHERE label_state = 'boxes' AND`;
  const found = (
    'rows' in of
      ? store
          .prepare(`${select} image.rowid IN (SELECT value FROM json_each(?))`)
          .raw(true)
          .all(JSON.stringify(of.rows))
      : store.prepare(`${select} image.rowid BETWEEN ? AND ?`).raw(true).all(of.from, of.to)
  ) as [number, string][];
  if ('rows' in of) for (const row of of.rows) columns.boxes[positionOfRow.get(row) ?? 0] = null;
  for (const [row, content] of found) {
    const position = positionOfRow.get(row);
    if (position === undefined) continue;
    const { boxes } = contentBoxes.parse(JSON.parse(content));
    columns.boxes[position] = Float32Array.from(
      boxes.flatMap(({ classIndex, box }) => [classIndex, box.xMin, box.yMin, box.xMax, box.yMax]),
    );
  }
}
