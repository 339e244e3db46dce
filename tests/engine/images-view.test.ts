import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  imageDetail,
  imageDistributions,
  imageFacets,
  imageIds,
  imageLayout,
  imagePage,
  imagePlace,
  imageTable,
} from '../../electron/engine/images/index.ts';
import { ImageLookup, imageLookup } from '../../electron/engine/images/lookup/image-lookup.ts';
import { closeWorkspace, openWorkspace, type Workspace } from '../../electron/engine/workspace/index.ts';
import { type ImageFilter, imageFilterSchema, imageSortSchema } from '../../shared/contract/images.ts';
import { seededRandom } from '../../shared/domain/random.ts';

let folder: string;
let workspace: Workspace;

type Known = {
  id: string;
  path: string;
  source: string;
  captured: string | null;
  mean: number;
  label: 'unlabelled' | 'no-object' | 'boxes';
};
const known: Known[] = [];
const random = seededRandom(7);
const idOf = (number: number) => number.toString(16).padStart(64, '0');
const box = (xMin: number) => ({ classIndex: 0, box: { xMin, yMin: 100, xMax: xMin + 200, yMax: 260 } });

/** Rows as an import leaves them; files are not needed for looking through a list. */
function addImage(number: number): void {
  const day = 1 + Math.floor(number / 40);
  const captured =
    number % 11 === 0
      ? null
      : `2026-03-${String(day).padStart(2, '0')}T${String(Math.floor(random() * 24)).padStart(2, '0')}:10:00.000`;
  const image: Known = {
    id: idOf(number),
    path: `run-${number % 3}/frame_${number}.png`,
    source: number % 4 === 0 ? 'usb' : 'pm2',
    captured,
    mean: number === 77 ? 2 : 60 + random() * 10,
    label: 'unlabelled',
  };
  known.push(image);
  workspace.store
    .prepare(
      `INSERT INTO image (id, import_id, path, source, stored_path, storage, format, bytes, width_px, height_px, pixel_sha256, mean, contrast,
         sharpness, clipped_share, captured_at_local, captured_from, imported_at)
       VALUES (?, 1, ?, ?, '/nowhere', 'reference', 'png', 1000, 640, 480, ?, ?, 30, 100, 0, ?, 'file-name', '2026-03-30T00:00:00.000Z')`,
    )
    .run(image.id, image.path, image.source, image.id, image.mean, image.captured);
}

function label(
  number: number,
  content: { state: 'no-object' } | { state: 'boxes'; boxes: object[] },
  revision = 1,
): void {
  workspace.store
    .prepare(
      "INSERT INTO annotation_revision (image_id, revision, content, author, created_at, origin) VALUES (?, ?, ?, 'a', '2026-03-30T00:00:00.000Z', 'test')",
    )
    .run(idOf(number), revision, JSON.stringify(content));
  known[number].label = content.state;
}

const filterOf = (filter: Partial<ImageFilter>) => imageFilterSchema.parse(filter);
const layoutOf = (filter: Partial<ImageFilter> = {}, sort: 'newest' | 'oldest' | 'name' | 'darkest' = 'newest') =>
  imageLayout(workspace, { filter: filterOf(filter), sort });
const idsOf = (filter: Partial<ImageFilter> = {}, sort: ReturnType<typeof imageSortSchema.parse> = 'newest') =>
  imageIds(workspace, { filter: filterOf(filter), sort, offset: 0, limit: 1000 });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-images-'));
  const opened = openWorkspace(join(folder, 'workspace'), { create: true });
  if (!opened.ok) throw new Error(opened.problem.sentence);
  workspace = opened.value;
  workspace.store
    .prepare(
      "INSERT INTO import (folder, storage, started_at) VALUES ('/frames', 'reference', '2026-03-30T00:00:00.000Z')",
    )
    .run();
  for (let number = 0; number < 200; number++) addImage(number);
  for (let number = 0; number < 120; number++)
    label(
      number,
      number % 3 === 0
        ? { state: 'no-object' }
        : { state: 'boxes', boxes: [box(number === 50 ? 5 : 300 + (number % 7))] },
    );
});
afterAll(async () => {
  await closeWorkspace(workspace);
  rmSync(folder, { recursive: true, force: true });
});

describe('the list of images', () => {
  it('holds, for any filter, exactly the images a plain look through all of them finds', () => {
    const filters = fc.record({
      sources: fc.subarray(['pm2', 'usb', 'gone']),
      labels: fc.subarray(['unlabelled', 'no-object', 'boxes'] as const),
      text: fc.constantFrom('', 'frame_1', 'RUN-2', idOf(33).slice(0, 63), '%'),
      fromDay: fc.constantFrom(null, '2026-03-02'),
      toDay: fc.constantFrom(null, '2026-03-04'),
      importId: fc.constantFrom(null, 1, 2),
    });
    fc.assert(
      fc.property(filters, fc.constantFrom(...imageSortSchema.options), (filter, sort) => {
        const text = filter.text.toLowerCase();
        const expected = known.filter(
          (image) =>
            (filter.sources.length === 0 || filter.sources.includes(image.source)) &&
            (filter.labels.length === 0 || filter.labels.includes(image.label)) &&
            (text === '' ||
              image.path.toLowerCase().includes(text) ||
              (text.length >= 4 && image.id.startsWith(text))) &&
            (filter.fromDay === null || (image.captured !== null && image.captured >= filter.fromDay)) &&
            (filter.toDay === null || (image.captured !== null && image.captured.slice(0, 10) <= filter.toDay)) &&
            (filter.importId === null || filter.importId === 1),
        );
        const found = idsOf(filter, sort);
        expect([...found].sort()).toEqual(expected.map(({ id }) => id).sort());
        const { matched, blocks } = imageLayout(workspace, { filter: filterOf(filter), sort });
        expect(matched).toBe(expected.length);
        expect(blocks.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
      }),
    );
  });

  it('puts the newest first within its block and images without a time last', () => {
    const cards = imagePage(workspace, { filter: filterOf({}), sort: 'newest', offset: 0, limit: 500 });
    const timeless = cards.findIndex(({ capturedAt }) => capturedAt === null);
    expect(cards.slice(timeless).every(({ capturedAt }) => capturedAt === null)).toBe(true);
    let offset = 0;
    for (const block of layoutOf().blocks) {
      const times = cards.slice(offset, offset + block.count).map(({ capturedAt }) => capturedAt ?? '');
      expect(times).toEqual([...times].sort().reverse());
      offset += block.count;
    }
  });

  it('keeps a night shift together over midnight', () => {
    const nights = layoutOf().blocks.filter(({ key }) => key.endsWith('/22'));
    expect(nights.some(({ from, to }) => from?.slice(0, 10) !== to?.slice(0, 10))).toBe(true);
  });

  it('sorts by measures and by name', () => {
    expect(idsOf({}, 'darkest')[0]).toBe(idOf(77));
    const paths = imagePage(workspace, { filter: filterOf({}), sort: 'name', offset: 0, limit: 500 }).map(
      ({ path }) => path,
    );
    expect(paths).toEqual([...paths].sort());
  });

  it('flags what lies far outside its source, and leads to it', () => {
    expect(idsOf({ flags: ['dark'] })).toEqual([idOf(77)]);
    expect(idsOf({ flags: ['box-place'] })).toEqual([idOf(50)]);
    const { mean, boxes } = imageDistributions(workspace, filterOf({}));
    expect([mean.lowOutliers, mean.highOutliers, boxes.placeOutliers, boxes.count]).toEqual([1, 0, 1, 80]);
    expect(mean.counts.reduce((sum, count) => sum + count, 0)).toBe(200);
    expect(boxes.placePoints).toMatchObject([{ imageId: idOf(50) }]);
  });

  it('counts for each value what it would show, other kinds applied and its own not', () => {
    const facets = imageFacets(workspace, filterOf({ sources: ['usb'], labels: ['boxes'] }));
    const bySource = (source: string) =>
      known.filter((image) => image.source === source && image.label === 'boxes').length;
    expect(facets.sources).toEqual([
      { value: 'usb', count: bySource('usb') },
      { value: 'pm2', count: bySource('pm2') },
    ]);
    expect(facets.labels.reduce((sum, { count }) => sum + count, 0)).toBe(
      known.filter(({ source }) => source === 'usb').length,
    );
    expect(facets).toMatchObject({ model: null, dataset: null, disagreements: [], roles: [] });
  });

  it('tells the place of an image and its neighbours', () => {
    const ids = idsOf({ sources: ['usb'] });
    const place = imagePlace(workspace, { filter: filterOf({ sources: ['usb'] }), sort: 'newest', imageId: ids[3] });
    expect(place).toEqual({ position: 3, previous: ids[2], next: ids[4] });
    expect(
      imagePlace(workspace, { filter: filterOf({ sources: ['pm2'] }), sort: 'newest', imageId: ids[3] }).position,
    ).toBeNull();
  });

  it('writes the list as a table that says the same', () => {
    const { csv, images } = imageTable(workspace, { filter: filterOf({ sources: ['usb'] }), sort: 'newest' });
    const lines = csv.trimEnd().split('\r\n');
    expect([images, lines.length]).toEqual([50, 51]);
    expect(lines[1].split(',')[0]).toBe(idsOf({ sources: ['usb'] })[0]);
  });

  it('says in the detail where an image comes from, and that its file is not there', () => {
    const detail = imageDetail(workspace, idOf(1));
    expect(detail).toMatchObject({
      ok: true,
      value: { filePath: '/nowhere', isFileThere: false, import: { folder: '/frames' }, labels: [{ revision: 1 }] },
    });
    expect(imageDetail(workspace, 'f'.repeat(64)).ok).toBe(false);
  });
});

describe('changes', () => {
  it('are seen with the next question, and leave the same as reading everything anew', () => {
    const before = layoutOf({ labels: ['boxes'] }).matched;
    label(121, { state: 'boxes', boxes: [box(300), box(310)] });
    label(122, { state: 'no-object' });
    label(10, { state: 'no-object' }, 2);
    for (let number = 200; number < 230; number++) addImage(number);
    workspace.store
      .prepare(
        "INSERT INTO review (image_id, revision, state, reviewer, reviewed_at) VALUES (?, 1, 'reviewed', 'b', '2026-03-30T00:00:00.000Z')",
      )
      .run(idOf(121));
    expect(layoutOf({ labels: ['boxes'] }).matched).toBe(before);
    expect(idsOf({ states: ['reviewed'] })).toEqual([idOf(121)]);
    expect(layoutOf().total).toBe(230);
    const kept = imageLookup(workspace);
    const fresh = newLookup();
    fresh.refresh();
    expect(kept.byTime).toEqual(fresh.byTime);
    expect(columnsOf(kept)).toEqual(columnsOf(fresh));
  });

  it('read ahead in helpings, with a label changed and an image come in between two of them, they are as if read at once', () => {
    const ahead = newLookup();
    expect(ahead.readAhead(100)).toBe(true);
    label(30, { state: 'boxes', boxes: [box(700)] }, 7);
    addImage(known.length);
    expect(ahead.readAhead(100)).toBe(true);
    label(31, { state: 'boxes', boxes: [box(650), box(200)] }, 7);
    label(220, { state: 'no-object' }, 7);
    ahead.refresh();
    const [columns, byTime] = [columnsOf(ahead), [...ahead.byTime]];
    label(32, { state: 'boxes', boxes: [box(300)] }, 7);
    ahead.refresh();
    expect(columnsOf(ahead)).not.toEqual(columns);
    const whole = newLookup();
    whole.refresh();
    expect(columnsOf(ahead)).toEqual(columnsOf(whole));
    expect(byTime).toEqual([...whole.byTime]);
  });

  /** Reads everything as a start of the engine would; the notes of what was touched belong to one lookup at a time. */
  function newLookup(): ImageLookup {
    workspace.store.exec('DROP TABLE temp.touched_image; DROP TABLE temp.touched_proposal');
    for (const name of ['note_touched_image', 'note_new_proposal', 'note_changed_proposal'])
      workspace.store.exec(`DROP TRIGGER temp.${name}`);
    return new ImageLookup(workspace.store);
  }

  const columnsOf = ({ known: { columns, count } }: ImageLookup) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, Array.from<unknown>(values).slice(0, count)]),
    );
});
