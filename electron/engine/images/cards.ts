import type { ImageCard, ImageFilter, ImageLayout, ImageSort } from '../../../shared/contract/images.ts';
import type { Workspace } from '../workspace/index.ts';
import { labelStates, none, reviewStates } from './lookup/columns.ts';
import { namesOfFlags, sizeOf } from './lookup/flags.ts';
import { type ImageLookup, imageLookup } from './lookup/image-lookup.ts';
import { boxesAt, disagreements } from './lookup/model-view.ts';
import { imageView, wallClock } from './lookup/view.ts';

type Ask = { readonly filter: ImageFilter; readonly sort: ImageSort };
type Window = Ask & { readonly offset: number; readonly limit: number };

export function imageLayout(workspace: Pick<Workspace, 'store'>, { filter, sort }: Ask): ImageLayout {
  const { lookup, positions, blocks } = imageView(workspace, filter, sort);
  const { count, blocks: allBlocks, sources } = lookup.known;
  return {
    total: count,
    matched: positions.length,
    blockCount: allBlocks.list.length,
    sourceCount: sources.list.length,
    blocks: [...blocks],
  };
}

export function imagePage(workspace: Pick<Workspace, 'store'>, { filter, sort, offset, limit }: Window): ImageCard[] {
  const { lookup, positions } = imageView(workspace, filter, sort);
  return cardsAt(workspace, lookup, [...positions.subarray(offset, offset + limit)]);
}

export function imageIds(workspace: Pick<Workspace, 'store'>, { filter, sort, offset, limit }: Window): string[] {
  const { lookup, positions } = imageView(workspace, filter, sort);
  return idsAt(workspace, lookup, positions.subarray(offset, offset + limit)).map(({ id }) => id);
}

export function imagePlace(
  workspace: Pick<Workspace, 'store'>,
  { filter, sort, imageId }: Ask & { readonly imageId: string },
): { position: number | null; previous: string | null; next: string | null } {
  const { lookup, positions } = imageView(workspace, filter, sort);
  const own = positionOf(workspace, lookup, imageId);
  const position = own === null ? -1 : positions.indexOf(own);
  if (position < 0) return { position: null, previous: null, next: null };
  const idAt = (at: number) => idsAt(workspace, lookup, positions.subarray(at, at + 1))[0]?.id ?? null;
  return { position, previous: position === 0 ? null : idAt(position - 1), next: idAt(position + 1) };
}

/** The card of one image; null where it is not in the workspace. */
export function imageCard(workspace: Pick<Workspace, 'store'>, imageId: string): ImageCard | null {
  const lookup = imageLookup(workspace);
  const position = positionOf(workspace, lookup, imageId);
  return position === null ? null : (cardsAt(workspace, lookup, [position])[0] ?? null);
}

/** Name of an image's block. */
export function blockOf(workspace: Pick<Workspace, 'store'>, imageId: string): string {
  const lookup = imageLookup(workspace);
  const position = positionOf(workspace, lookup, imageId);
  return position === null ? '' : lookup.known.blocks.list[lookup.known.columns.block[position]];
}

function positionOf({ store }: Pick<Workspace, 'store'>, lookup: ImageLookup, imageId: string): number | null {
  const rowId = store.prepare('SELECT rowid FROM image WHERE id = ?').pluck().get(imageId) as number | undefined;
  return rowId === undefined ? null : (lookup.known.positionOfRow.get(rowId) ?? null);
}

type NamedRow = { readonly rowId: number; readonly id: string; readonly path: string };

/** In the order of `positions`. */
function idsAt({ store }: Pick<Workspace, 'store'>, { known }: ImageLookup, positions: Iterable<number>): NamedRow[] {
  const rowIds = [...positions].map((at) => known.columns.rowId[at]);
  const found = store
    .prepare('SELECT rowid AS rowId, id, path FROM image WHERE rowid IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(rowIds)) as NamedRow[];
  const byRow = new Map(found.map((row) => [row.rowId, row]));
  return rowIds.flatMap((rowId) => byRow.get(rowId) ?? []);
}

export function cardsAt(
  workspace: Pick<Workspace, 'store'>,
  lookup: ImageLookup,
  positions: readonly number[],
): ImageCard[] {
  const { columns, sizes } = lookup.known;
  return idsAt(workspace, lookup, positions).map(({ id, path }, index) => {
    const at = positions[index];
    const [widthPx, heightPx] = sizeOf(sizes.list[columns.size[at]]);
    const score = columns.score[at];
    return {
      id,
      path,
      capturedAt: wallClock(columns.captured[at]),
      widthPx,
      heightPx,
      labelState: labelStates[columns.label[at]],
      reviewState: reviewStates[columns.review[at]],
      boxes: boxesAt(lookup.known, at),
      flags: namesOfFlags(columns.flags[at]),
      prediction: Number.isNaN(score) ? null : { score, detections: [...lookup.model.seenAt(at)] },
      disagreement: columns.disagreement[at] === none ? null : disagreements[columns.disagreement[at]],
    };
  });
}
