import { setImmediate } from 'node:timers/promises';
import { roles } from '../../../../shared/domain/role.ts';
import type { Store } from '../../store/index.ts';
import type { Workspace } from '../../workspace/index.ts';
import { emptyColumns, Names, none } from './columns.ts';
import { Flags } from './flags.ts';
import { ModelView } from './model-view.ts';
import { type Known, readAgain, readBoxes, readNewImages } from './read-rows.ts';

/** Rows read at a time: the arrays of a whole table at once would double the engine's memory for a moment. */
const rowsAtATime = 20_000;
/** Some 20 ms of reading, between which the engine answers. */
const helping = 5000;

/**
 * Every image of a workspace in memory, by column, so that a filter over a hundred thousand of them takes milliseconds. Read whole
 * once, then kept: triggers on this connection (the workspace's only one) note which rows were touched since.
 */
export class ImageLookup {
  readonly known: Known = {
    columns: emptyColumns(),
    sources: new Names(),
    blocks: new Names(),
    sizes: new Names(),
    positionOfRow: new Map(),
    count: 0,
  };
  readonly flags = new Flags(this.known);
  readonly model: ModelView;
  /** Positions by capture time, oldest first; those without one last, in the order they came. */
  byTime: Int32Array = new Int32Array();
  /** Name and version of the newest dataset, whose roles the column holds. */
  dataset: { readonly name: string; readonly version: number } | null = null;
  /** Moves with every change of what is known here. */
  version = 0;
  readonly #store: Store;
  #datasetId: number | null = null;
  #totalChanges = -1;
  /** Images before this position are in flags, order, roles and the model's view; those read ahead after it are in the columns only. */
  #settled = 0;

  constructor(store: Store) {
    this.#store = store;
    this.model = new ModelView(store, this.known);
    store.exec(`
      CREATE TEMP TABLE touched_image (row_id INTEGER PRIMARY KEY);
      CREATE TEMP TABLE touched_proposal (row_id INTEGER PRIMARY KEY);
      CREATE TEMP TRIGGER note_touched_image AFTER UPDATE ON main.image BEGIN
        INSERT OR IGNORE INTO touched_image VALUES (NEW.rowid);
      END;
      CREATE TEMP TRIGGER note_new_proposal AFTER INSERT ON main.proposal BEGIN
        INSERT OR IGNORE INTO touched_proposal SELECT rowid FROM image WHERE id = NEW.image_id;
      END;
      CREATE TEMP TRIGGER note_changed_proposal AFTER UPDATE ON main.proposal BEGIN
        INSERT OR IGNORE INTO touched_proposal SELECT rowid FROM image WHERE id = NEW.image_id;
      END;
    `);
  }

  /** Brings everything up to date; to be called before anything is read. Costs next to nothing when nothing changed. */
  refresh(): void {
    const totalChanges = this.#totalChangesNow();
    if (totalChanges === this.#totalChanges) return;
    const { known } = this;
    const rowIds = this.#touched('touched_image');
    const proposed = this.#touched('touched_proposal');
    const firstNew = this.#settled;
    const touched = readAgain(
      this.#store,
      known,
      rowIds.filter((rowId) => known.positionOfRow.has(rowId)),
    );
    if (touched.length > 0) readBoxes(this.#store, known, { rows: touched.map((at) => known.columns.rowId[at]) });
    while (this.readAhead(rowsAtATime)) {
      // Until there is none left.
    }
    const positions = touched.filter((at) => at < firstNew);
    for (let at = firstNew; at < known.count; at++) positions.push(at);
    if (positions.length > 0) this.flags.update(positions);
    if (firstNew < known.count) this.#sortInTime(firstNew);
    this.model.update(positions, proposed);
    this.#readRoles(firstNew);
    this.#settled = known.count;
    this.version += 1;
    // Emptying the notes above was a change too.
    this.#totalChanges = this.#totalChangesNow();
  }

  /** Reads at most so many images that came in since into the columns. Answers whether there may be more. */
  readAhead(count: number): boolean {
    const { known } = this;
    const first = known.count;
    readNewImages(this.#store, known, count);
    if (known.count > first) {
      const { rowId } = known.columns;
      readBoxes(this.#store, known, { from: rowId[first], to: rowId[known.count - 1] });
    }
    return known.count - first === count;
  }

  #totalChangesNow(): number {
    return this.#store.prepare('SELECT total_changes()').pluck().get() as number;
  }

  #touched(table: 'touched_image' | 'touched_proposal'): number[] {
    return this.#store.prepare(`DELETE FROM temp.${table} RETURNING row_id`).pluck().all() as number[];
  }

  /** Merges the newcomers into the order: sorting everything after each picture of an import would hold the engine up. */
  #sortInTime(firstNew: number): void {
    const { captured } = this.known.columns;
    const isBefore = (a: number, b: number) => {
      const [left, right] = [captured[a], captured[b]];
      if (Number.isNaN(left)) return Number.isNaN(right) ? a - b : 1;
      return Number.isNaN(right) ? -1 : left - right || a - b;
    };
    const added = Int32Array.from({ length: this.known.count - firstNew }, (_, at) => firstNew + at).sort(isBefore);
    const before = this.byTime;
    const merged = new Int32Array(this.known.count);
    for (let to = 0, left = 0, right = 0; to < merged.length; to++) {
      const takeLeft = right >= added.length || (left < before.length && isBefore(before[left], added[right]) < 0);
      merged[to] = takeLeft ? before[left++] : added[right++];
    }
    this.byTime = merged;
  }

  #readRoles(firstNew: number): void {
    const newest = this.#store.prepare('SELECT id, name, version FROM dataset ORDER BY id DESC LIMIT 1').get() as
      | { id: number; name: string; version: number }
      | undefined;
    const { columns, count, positionOfRow } = this.known;
    if ((newest?.id ?? null) === this.#datasetId) {
      columns.role.fill(none, firstNew, count);
      return;
    }
    this.#datasetId = newest?.id ?? null;
    this.dataset = newest === undefined ? null : { name: newest.name, version: newest.version };
    columns.role.fill(none, 0, count);
    if (newest === undefined) return;
    const members = this.#store
      .prepare('SELECT image.rowid, role FROM dataset_member JOIN image ON image.id = image_id WHERE dataset_id = ?')
      .raw(true)
      .all(newest.id) as [number, (typeof roles)[number]][];
    for (const [rowId, role] of members) {
      const position = positionOfRow.get(rowId);
      if (position !== undefined) columns.role[position] = roles.indexOf(role);
    }
  }
}

const lookups = new WeakMap<Store, ImageLookup>();

function lookupOf(store: Store): ImageLookup {
  let lookup = lookups.get(store);
  if (lookup === undefined) {
    lookup = new ImageLookup(store);
    lookups.set(store, lookup);
  }
  return lookup;
}

/** The lookup of a workspace, up to date. */
export function imageLookup({ store }: Pick<Workspace, 'store'>): ImageLookup {
  const lookup = lookupOf(store);
  lookup.refresh();
  return lookup;
}

/**
 * Reads the images in small helpings before anybody asks for them: while the window's page is being loaded the engine has little else to do.
 * Whoever asks in the middle of it gets the rest at once.
 */
export async function readImagesAhead({ store }: Pick<Workspace, 'store'>): Promise<void> {
  // The workspace may be closed between two helpings.
  while (store.open && lookupOf(store).readAhead(helping)) await setImmediate();
  if (store.open) lookupOf(store).refresh();
}
