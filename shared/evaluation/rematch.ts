import type { MatchTable } from './match-table.ts';
import type { RankedClass, RankedSet } from './ranked-set.ts';

/** What is matched with what at one IoU threshold, -1: with nothing. A confidence only cuts it: no detection depends on a weaker one. */
export type Matches = {
  readonly iouAtLeast: number;
  /** Per detection the row of its label. */
  readonly labelOf: Int32Array;
  /** Per detection the overlap with that label, 0 without one. */
  readonly overlapOf: Float64Array;
  /** Per label the row of its detection. */
  readonly detectionOf: Int32Array;
};

/**
 * Matches every image again at another IoU threshold (above 0), as `matchImage` does: `coco` gives each detection, by descending
 * confidence, the free label with the highest overlap; `ultralytics` lets it stand for its best label only.
 */
export function matchAgain(table: MatchTable, iouAtLeast: number): Matches {
  const { pairStarts, pairLabels, pairOverlaps, matching } = table;
  const detections = pairStarts.length - 1;
  const labelOf = new Int32Array(detections).fill(-1);
  const overlapOf = new Float64Array(detections);
  const detectionOf = new Int32Array(table.labelStarts[table.images.length]).fill(-1);
  for (let row = 0; row < detections; row++) {
    let best = matching === 'coco' ? iouAtLeast : 0;
    let taken = -1;
    for (let pair = pairStarts[row]; pair < pairStarts[row + 1]; pair++) {
      if (pairOverlaps[pair] < best) continue;
      if (matching === 'coco' && detectionOf[pairLabels[pair]] !== -1) continue;
      best = pairOverlaps[pair];
      taken = pairLabels[pair];
    }
    if (taken === -1 || best < iouAtLeast || detectionOf[taken] !== -1) continue;
    labelOf[row] = taken;
    overlapOf[row] = best;
    detectionOf[taken] = row;
  }
  return { iouAtLeast, labelOf, overlapOf, detectionOf };
}

/** The rankings with the true positives of `matches`, at that one IoU threshold (place 0, bit 0), for curves and counts. */
export function rankAgain(table: MatchTable, { labelOf }: Matches): RankedSet {
  return {
    blockKeys: table.blockKeys,
    classes: table.ranked.map(({ rows, ...ranked }): RankedClass => {
      const masks = new Uint16Array(rows.length);
      let found = 0;
      for (let place = 0; place < rows.length; place++) {
        if (labelOf[rows[place]] === -1) continue;
        masks[place] = 1;
        found++;
      }
      const places = new Uint32Array(found);
      for (let place = 0, filled = 0; filled < found; place++) if (masks[place] === 1) places[filled++] = place;
      return { ...ranked, masks, truePositives: [places] };
    }),
  };
}
