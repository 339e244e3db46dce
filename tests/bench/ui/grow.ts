import { createHash } from 'node:crypto';
import { linkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inTransaction, layout, type Store } from '../../../electron/engine/store/index.ts';

/** A picture that is really there; all rows of the grown workspace share the few of them. */
export type Template = {
  readonly imageId: string;
  readonly storedPath: string;
  readonly preparation: string;
  readonly preparedPath: string;
  readonly thumbnail: string;
};

const second = 1000;
const start = Date.parse('2026-01-05T06:00:00Z');

/**
 * Adds rows until the workspace has `count` images: one frame every 40 s from one camera, three shifts a day, 6 of 10 labelled (4 with a box), measures
 * as a plant's are, some of them outliers. Rows go straight into the tables, file names and hashes are made up, pictures are shared.
 */
export function growWorkspace(folder: string, store: Store, count: number, templates: readonly Template[]): void {
  const insertImage = store.prepare(
    `INSERT INTO image (id, import_id, path, source, stored_path, storage, format, bytes, width_px, height_px, pixel_sha256, mean, contrast,
       sharpness, clipped_share, captured_at_local, captured_from, imported_at)
     VALUES (?, ?, ?, ?, ?, 'reference', 'png', 5000000, 2448, 2050, ?, ?, ?, ?, ?, ?, 'file-name', ?)`,
  );
  const insertPrepared = store.prepare(
    'INSERT INTO prepared (image_id, preparation, path, width_px, height_px) VALUES (?, ?, ?, 306, 256)',
  );
  const insertLabel = store.prepare(
    `INSERT INTO annotation_revision (image_id, revision, content, author, created_at, origin) VALUES (?, 1, ?, 'bench', ?, 'bench')`,
  );
  const known = store.prepare('SELECT count(*) FROM image').pluck().get() as number;
  const importId = store.prepare('SELECT max(id) FROM import').pluck().get();
  const now = new Date().toISOString();
  inTransaction(store, () => {
    for (let number = known; number < count; number++) {
      const id = idOf(number);
      const template = templates[number % templates.length];
      const time = new Date(start + number * 40 * second).toISOString().slice(0, -1);
      const odd = number % 997 === 0;
      insertImage.run(
        id,
        importId,
        `frames/${time.slice(0, 10)}/${time.slice(11, 19).replaceAll(':', '')}_${number}.png`,
        number % 20 === 0 ? 'usb-copy' : 'pm2-hmi',
        template.storedPath,
        hash(`pixels ${number}`),
        odd ? 3 : 60 + 12 * wave(number, 1),
        odd ? 2 : 40 + 5 * wave(number, 2),
        odd ? 10 : 200 + 30 * wave(number, 3),
        number % 4001 === 0 ? 0.06 : 0.001,
        time,
        now,
      );
      insertPrepared.run(id, template.preparation, template.preparedPath);
      if (number % 5 >= 3) continue;
      insertLabel.run(
        id,
        JSON.stringify(number % 5 === 2 ? { state: 'no-object' } : { state: 'boxes', boxes: [boxOf(number)] }),
        now,
      );
    }
  });
  for (let number = known; number < count; number++) {
    const id = idOf(number);
    const shard = join(layout.thumbnails(folder), id.slice(0, 2));
    if (number - known < 256) mkdirSync(shard, { recursive: true });
    link(templates[number % templates.length].thumbnail, shard, id);
  }
}

function link(from: string, shard: string, id: string): void {
  try {
    linkSync(from, join(shard, `${id}.jpg`));
  } catch {
    mkdirSync(shard, { recursive: true });
    linkSync(from, join(shard, `${id}.jpg`));
  }
}

function boxOf(number: number): { classIndex: number; box: object } {
  const odd = number % 1009 === 0;
  const [x, y] = [odd ? 300 : 1230 + 20 * wave(number, 4), 980 + 15 * wave(number, 5)];
  const [width, height] = [odd ? 60 : 560 + 20 * wave(number, 6), odd ? 50 : 470 + 16 * wave(number, 7)];
  return { classIndex: 0, box: { xMin: x, yMin: y, xMax: x + width, yMax: y + height } };
}

/** Bell-shaped, about -3 to 3, the same for the same numbers. */
function wave(number: number, salt: number): number {
  let sum = 0;
  for (let term = 0; term < 4; term++)
    sum += ((Math.imul(number * 4 + term + 1, 2654435761 + salt * 40503) >>> 0) / 2 ** 32) * 2 - 1;
  return sum * 0.87;
}

/** The id of the made-up image of this number. */
export function idOf(number: number): string {
  return hash(`image ${number}`);
}

/** Boxes side by side over the whole picture. */
export function boxesInRows(count: number): readonly object[] {
  const columns = 20;
  return Array.from({ length: count }, (_, at) => {
    const [xMin, yMin] = [20 + (at % columns) * 120, 20 + Math.floor(at / columns) * 200];
    return { classIndex: 0, box: { xMin, yMin, xMax: xMin + 100, yMax: yMin + 150 } };
  });
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
