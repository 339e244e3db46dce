import type { ImageBlock, ImageFilter, ImageSort } from '../../../../shared/contract/images.ts';
import type { Store } from '../../store/index.ts';
import type { Workspace } from '../../workspace/index.ts';
import { failing } from './filter.ts';
import { type ImageLookup, imageLookup } from './image-lookup.ts';

/** One filter in one order: positions, and the blocks they fall into. */
export type ImageView = {
  readonly lookup: ImageLookup;
  readonly positions: Int32Array;
  readonly blocks: readonly ImageBlock[];
};

/** Views kept: the screen's own, and a neighbour or two (the detail's, a selection's). */
const keptViews = 6;
const caches = new WeakMap<ImageLookup, { version: number; readonly views: Map<string, ImageView> }>();

export function imageView(workspace: Pick<Workspace, 'store'>, filter: ImageFilter, sort: ImageSort): ImageView {
  const lookup = imageLookup(workspace);
  let cache = caches.get(lookup);
  if (cache === undefined || cache.version !== lookup.version) {
    cache = { version: lookup.version, views: new Map() };
    caches.set(lookup, cache);
  }
  const key = JSON.stringify([filter, sort]);
  const kept = cache.views.get(key);
  if (kept !== undefined) return kept;
  const view = makeView(workspace.store, lookup, filter, sort);
  cache.views.set(key, view);
  if (cache.views.size > keptViews) cache.views.delete(cache.views.keys().next().value ?? '');
  return view;
}

/** Positions that a filter's text allows; null where it asks for nothing. */
export function matchingText(store: Store, lookup: ImageLookup, text: string): Set<number> | null {
  const wanted = text.trim();
  if (wanted === '') return null;
  const pattern = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
  const rowIds = store
    .prepare("SELECT rowid FROM image WHERE path LIKE ? ESCAPE '\\'")
    .pluck()
    .all(pattern) as number[];
  if (/^[0-9a-f]{4,64}$/i.test(wanted)) {
    const byId = store.prepare('SELECT rowid FROM image WHERE id >= ? AND id < ?').pluck();
    rowIds.push(...(byId.all(wanted.toLowerCase(), `${wanted.toLowerCase()}g`) as number[]));
  }
  return new Set(rowIds.flatMap((rowId) => lookup.known.positionOfRow.get(rowId) ?? []));
}

function makeView(store: Store, lookup: ImageLookup, filter: ImageFilter, sort: ImageSort): ImageView {
  const failed = failing(lookup, filter, matchingText(store, lookup, filter.text));
  const passes = (at: number) => failed[at] === 0;
  if (sort === 'newest' || sort === 'oldest') return byBlocks(lookup, inTime(lookup, sort).filter(passes));
  const positions = ordered(store, lookup, sort).filter(passes);
  const whole = { key: '', source: '', from: null, to: null, count: positions.length };
  return { lookup, positions, blocks: positions.length === 0 ? [] : [whole] };
}

/** Newest first turns the times round, not the images without one: they stay at the end. */
function inTime({ byTime, known }: ImageLookup, sort: 'newest' | 'oldest'): Int32Array {
  if (sort === 'oldest') return byTime;
  const { captured } = known.columns;
  let timed = byTime.length;
  while (timed > 0 && Number.isNaN(captured[byTime[timed - 1]])) timed -= 1;
  const turned = byTime.slice();
  turned.subarray(0, timed).reverse();
  return turned;
}

/** Blocks in the order of their first image; each block's images stay together, in order. */
function byBlocks(lookup: ImageLookup, inOrder: Int32Array): ImageView {
  const { columns, blocks: names, sources } = lookup.known;
  const counts = new Map<number, number>();
  for (const at of inOrder) counts.set(columns.block[at], (counts.get(columns.block[at]) ?? 0) + 1);
  const next = new Map<number, number>();
  let start = 0;
  for (const [block, count] of counts) {
    next.set(block, start);
    start += count;
  }
  const positions = new Int32Array(inOrder.length);
  for (const at of inOrder) {
    const block = columns.block[at];
    const to = next.get(block) ?? 0;
    positions[to] = at;
    next.set(block, to + 1);
  }
  const blocks: ImageBlock[] = [];
  let offset = 0;
  for (const [block, count] of counts) {
    const [first, last] = [positions[offset], positions[offset + count - 1]];
    const times = [columns.captured[first], columns.captured[last]].sort((a, b) => a - b);
    blocks.push({
      key: names.list[block],
      source: sources.list[columns.source[first]],
      from: wallClock(times[0]),
      to: wallClock(times[1]),
      count,
    });
    offset += count;
  }
  return { lookup, positions, blocks };
}

export function wallClock(captured: number): string | null {
  return Number.isNaN(captured) ? null : new Date(captured).toISOString().slice(0, -1);
}

function ordered(store: Store, { known }: ImageLookup, sort: Exclude<ImageSort, 'newest' | 'oldest'>): Int32Array {
  const { columns, count } = known;
  if (sort === 'name') {
    const rowIds = store.prepare('SELECT rowid FROM image ORDER BY path').pluck().all() as number[];
    return Int32Array.from(rowIds.flatMap((rowId) => known.positionOfRow.get(rowId) ?? []));
  }
  const [values, direction] = (
    {
      darkest: [columns.mean, 1],
      brightest: [columns.mean, -1],
      'least-contrast': [columns.contrast, 1],
      'least-sharp': [columns.sharpness, 1],
      'highest-score': [columns.score, -1],
    } as const
  )[sort];
  const isNothing = (at: number) => Number(Number.isNaN(values[at]));
  return Int32Array.from({ length: count }, (_, at) => at).sort(
    (a, b) => isNothing(a) - isNothing(b) || (values[a] - values[b]) * direction || a - b,
  );
}
