import type { ImageDistributions, ImageFilter, MeasureDistribution } from '../../../shared/contract/images.ts';
import { quantile } from '../../../shared/domain/image-quality.ts';
import type { Workspace } from '../workspace/index.ts';
import { boxShape, flagBit, sizeOf } from './lookup/flags.ts';
import type { ImageLookup } from './lookup/image-lookup.ts';
import { imageView } from './lookup/view.ts';

const bins = 40;
/** Cells of the map of box centres. */
const [columns, rows] = [24, 20] as const;
/** Points of a plot a person still tells apart; every outlier is among them. */
const shownPoints = 400;

/** What the measures of these images and the boxes on them are like. */
export function imageDistributions(workspace: Pick<Workspace, 'store'>, filter: ImageFilter): ImageDistributions {
  const { lookup, positions } = imageView(workspace, filter, 'newest');
  const { known } = lookup;
  const sizes = new Map<number, number>();
  let clippedOutliers = 0;
  for (const at of positions) {
    sizes.set(known.columns.size[at], (sizes.get(known.columns.size[at]) ?? 0) + 1);
    if (known.columns.flags[at] & flagBit.clipped) clippedOutliers += 1;
  }
  return {
    images: positions.length,
    mean: distribution(lookup, positions, 'mean', 255),
    contrast: distribution(lookup, positions, 'contrast', null),
    sharpness: distribution(lookup, positions, 'sharpness', null),
    clippedOutliers,
    sizes: [...sizes]
      .sort((a, b) => b[1] - a[1])
      .map(([size, count]) => {
        const [widthPx, heightPx] = sizeOf(known.sizes.list[size]);
        return { widthPx, heightPx, count };
      }),
    boxes: boxDistributions(workspace, lookup, positions),
  };
}

/** `to` null: the 99.5th percentile, rounded up to two figures; what lies beyond counts in the last bin. */
function distribution(
  { known, flags }: ImageLookup,
  positions: Int32Array,
  measure: 'mean' | 'contrast' | 'sharpness',
  to: number | null,
): MeasureDistribution {
  const values = Float32Array.from(positions, (at) => known.columns[measure][at]);
  const sorted = values.toSorted();
  const end = to ?? roundedUp(quantile(sorted, 0.995));
  const counts = new Array<number>(bins).fill(0);
  const outliers = new Array<number>(bins).fill(0);
  let [lowOutliers, highOutliers] = [0, 0];
  values.forEach((value, index) => {
    const bin = Math.max(0, Math.min(bins - 1, Math.floor((value / end) * bins)));
    counts[bin] += 1;
    const side = flags.side(positions[index], measure);
    if (side === 0) return;
    outliers[bin] += 1;
    if (side < 0) lowOutliers += 1;
    else highOutliers += 1;
  });
  const median = sorted.length === 0 ? null : quantile(sorted, 0.5);
  return { from: 0, to: end, counts, outliers, median, lowOutliers, highOutliers };
}

function roundedUp(value: number): number {
  if (!(value > 0)) return 1;
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / step) * step;
}

function boxDistributions(
  { store }: Pick<Workspace, 'store'>,
  { known, flags }: ImageLookup,
  positions: Int32Array,
): ImageDistributions['boxes'] {
  const centres = new Array<number>(columns * rows).fill(0);
  const points: { at: number; widthPx: number; heightPx: number; isOutlier: boolean }[] = [];
  const placePoints: { at: number; x: number; y: number }[] = [];
  const total = positions.reduce((sum, at) => sum + (known.columns.boxes[at]?.length ?? 0) / 5, 0);
  const stride = Math.max(1, Math.floor(total / shownPoints));
  let [count, maxWidthPx, maxHeightPx] = [0, 0, 0];
  const flagged = { 'box-size': 0, 'box-place': 0 };
  for (const at of positions) {
    const boxes = known.columns.boxes[at];
    if (!boxes) continue;
    if (known.columns.flags[at] & flagBit['box-size']) flagged['box-size'] += 1;
    if (known.columns.flags[at] & flagBit['box-place']) flagged['box-place'] += 1;
    for (let from = 0; from < boxes.length; from += 5, count++) {
      const { width, height, x, y } = boxShape(known, at, from);
      const bits = flags.boxFlags(at, from);
      const isOutlier = (bits & flagBit['box-size']) !== 0;
      maxWidthPx = Math.max(maxWidthPx, width);
      maxHeightPx = Math.max(maxHeightPx, height);
      if (isOutlier || count % stride === 0) points.push({ at, widthPx: width, heightPx: height, isOutlier });
      if (bits & flagBit['box-place']) placePoints.push({ at, x, y });
      const cell = (share: number, cells: number) => Math.max(0, Math.min(cells - 1, Math.floor(share * cells)));
      centres[cell(y, rows) * columns + cell(x, columns)] += 1;
    }
  }
  const byRow = store.prepare('SELECT id FROM image WHERE rowid = ?').pluck();
  const idOf = (at: number) => byRow.get(known.columns.rowId[at]) as string;
  return {
    count,
    maxWidthPx,
    maxHeightPx,
    points: points.map(({ at, ...point }) => ({ imageId: idOf(at), ...point })),
    sizeOutliers: flagged['box-size'],
    columns,
    rows,
    centres,
    placePoints: placePoints.map(({ at, ...point }) => ({ imageId: idOf(at), ...point })),
    placeOutliers: flagged['box-place'],
  };
}
