import type { Box } from '../domain/box.ts';

/** Below the finest stride an object may contain no anchor's centre, and then it is hardly learned. Network pixels. */
export const smallestLearnedSidePx = 8;
/** Below half a stride nothing of an object is left that a network could hold on to. */
export const smallestSeenSidePx = 4;

/** What becomes of a box at the size a network sees it (`sourceToNetwork`, `sourceToPrepared`): its shorter side decides. */
export function sizeForModel({ xMin, yMin, xMax, yMax }: Box): 'lost' | 'hardly-learned' | 'fine' {
  const sidePx = Math.min(xMax - xMin, yMax - yMin);
  return sidePx < smallestSeenSidePx ? 'lost' : sidePx < smallestLearnedSidePx ? 'hardly-learned' : 'fine';
}
