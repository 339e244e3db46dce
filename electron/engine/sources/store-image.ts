import { resolve } from 'node:path';
import type { CaptureTime } from '../../../shared/domain/capture-time.ts';
import type { Role } from '../../../shared/domain/role.ts';
import { preparedSize } from '../../../shared/geometry/index.ts';
import type { OperationOutput } from '../../vision/index.ts';
import type { FoundFile } from '../folders/index.ts';
import { layout, type Store } from '../store/index.ts';
import type { Attributes } from './attributes.ts';

export type Ingested = OperationOutput<'ingest'>;

/** What became of a picture: new, the same bytes as one that is here, or new bytes that show the same pixels. */
export type Stored = {
  readonly imageId: string;
  readonly kind: 'new' | 'same-bytes' | 'same-pixels';
  /** A picture that was referenced at this very place before and lies nowhere else: its file was replaced. */
  readonly replaces: string | null;
};

/** Writes the rows of one ingested picture; its files are on the disk already. Must run inside a transaction. */
export function storeImage(
  store: Store,
  image: {
    readonly importId: number;
    readonly folder: string;
    readonly file: FoundFile;
    readonly source: string;
    readonly ingested: Ingested;
    readonly capture: CaptureTime | null;
    readonly declaredRole: Role | null;
    readonly attributes: Attributes;
  },
): Stored {
  const { ingested, file } = image;
  const imageId = ingested.sha256;
  const size = preparedSize(ingested.size, ingested.preparation);
  const known = store.prepare('SELECT 1 FROM image WHERE id = ?').get(imageId) !== undefined;
  const twin = known ? undefined : twinOf(store, ingested.pixelSha256);
  if (!known) {
    store
      .prepare(
        `INSERT INTO image (id, import_id, path, source, stored_path, storage, format, bytes, width_px, height_px, pixel_sha256, mean, contrast,
           sharpness, clipped_share, captured_at_local, captured_from, declared_role, duplicate_of, attributes, imported_at)
         VALUES (@id, @importId, @path, @source, @storedPath, @storage, @format, @bytes, @widthPx, @heightPx, @pixelSha256, @mean, @contrast,
           @sharpness, @clippedShare, @capturedAt, @capturedFrom, @declaredRole, @duplicateOf, @attributes, @importedAt)`,
      )
      .run({
        id: imageId,
        importId: image.importId,
        path: file.path,
        source: image.source,
        storedPath: ingested.rawPath ?? file.absolutePath,
        storage: ingested.rawPath === null ? 'reference' : 'copy',
        format: ingested.format,
        bytes: ingested.sizeBytes,
        widthPx: ingested.size.widthPx,
        heightPx: ingested.size.heightPx,
        pixelSha256: ingested.pixelSha256,
        mean: ingested.measures.mean,
        contrast: ingested.measures.contrast,
        sharpness: ingested.measures.sharpness,
        clippedShare: ingested.measures.clippedShare,
        capturedAt: image.capture?.local ?? null,
        capturedFrom: image.capture?.source ?? null,
        declaredRole: image.declaredRole,
        duplicateOf: twin ?? null,
        attributes: JSON.stringify(image.attributes),
        importedAt: new Date().toISOString(),
      });
  }
  const before = locatedAt(store, image.folder, file.path);
  store
    .prepare(
      'INSERT INTO image_location (folder, path, image_id) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET image_id = excluded.image_id',
    )
    .run(image.folder, file.path, imageId);
  store
    .prepare(
      'INSERT INTO prepared (image_id, preparation, path, width_px, height_px) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    .run(imageId, ingested.preparationHash, ingested.preparedPath, size.widthPx, size.heightPx);
  store
    .prepare('INSERT INTO preparation (hash, content) VALUES (?, ?) ON CONFLICT DO NOTHING')
    .run(ingested.preparationHash, JSON.stringify(ingested.preparation));
  const replaces = before !== null && before !== imageId && isReferencedNowhere(store, before) ? before : null;
  return { imageId, kind: known ? 'same-bytes' : twin === undefined ? 'new' : 'same-pixels', replaces };
}

function locatedAt(store: Store, folder: string, path: string): string | null {
  const row = store
    .prepare<[string, string], { id: string }>(
      'SELECT image_id AS id FROM image_location WHERE folder = ? AND path = ?',
    )
    .get(folder, path);
  return row?.id ?? null;
}

function isReferencedNowhere(store: Store, imageId: string): boolean {
  const row = store
    .prepare<[string], { id: string }>(
      `SELECT id FROM image WHERE id = ? AND storage = 'reference'
       AND NOT EXISTS (SELECT 1 FROM image_location WHERE image_location.image_id = image.id)`,
    )
    .get(imageId);
  return row !== undefined;
}

/** The first picture with these pixels that is no twin itself. */
function twinOf(store: Store, pixelSha256: string): string | undefined {
  return store
    .prepare<[string], { id: string }>(
      'SELECT id FROM image WHERE pixel_sha256 = ? AND duplicate_of IS NULL ORDER BY imported_at, id LIMIT 1',
    )
    .get(pixelSha256)?.id;
}

/** Where a raw picture lies now. */
export function rawPath(
  workspace: string,
  image: { readonly storage: 'copy' | 'reference'; readonly storedPath: string },
): string {
  return image.storage === 'copy' ? resolve(layout.raw(workspace), image.storedPath) : image.storedPath;
}
