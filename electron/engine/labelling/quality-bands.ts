import { z } from 'zod';
import type { QualityBands } from '../../../shared/contract/labelling.ts';
import { quantile } from '../../../shared/domain/image-quality.ts';
import { rows, type Store } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const datasetRow = z.object({ id: z.int(), name: z.string(), version: z.int() });

const known = new WeakMap<Store, { readonly datasetId: number; readonly bands: QualityBands }>();

/** What is usual in the newest dataset version: from the 5th to the 95th percentile. A version never changes: measured once. */
export function qualityBands({ store }: Pick<Workspace, 'store'>): QualityBands | null {
  const [dataset] = rows(store, datasetRow, 'SELECT id, name, version FROM dataset ORDER BY id DESC LIMIT 1');
  if (!dataset) return null;
  const kept = known.get(store);
  if (kept?.datasetId === dataset.id) return kept.bands;
  const members = store
    .prepare(
      'SELECT mean, contrast, sharpness FROM dataset_member JOIN image ON image.id = image_id WHERE dataset_id = ?',
    )
    .raw(true)
    .all(dataset.id) as [number, number, number][];
  if (members.length === 0) return null;
  const band = (column: 0 | 1 | 2, greatest: number | null) => {
    const sorted = Float64Array.from(members, (row) => row[column]).sort();
    const [low, high] = [quantile(sorted, 0.05), quantile(sorted, 0.95)];
    return { low, high, from: 0, to: greatest ?? Math.max(high * 1.5, Number.EPSILON) };
  };
  const bands = {
    dataset: `${dataset.name} v${dataset.version}`,
    mean: band(0, 255),
    contrast: band(1, null),
    sharpness: band(2, null),
  };
  known.set(store, { datasetId: dataset.id, bands });
  return bands;
}
