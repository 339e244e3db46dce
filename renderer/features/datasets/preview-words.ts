import type { AugmentationPreview } from '../../../shared/contract/datasets.ts';

type Tile = AugmentationPreview['tiles'][number];

/** What was done to the picture, in a few words; `number`: which of the pictures with everything it is, from 1. */
export function tileWords({ kind, drawn }: Pick<Tile, 'kind' | 'drawn'>, number: number): string {
  if (kind === 'as-it-is') return 'as it is';
  if (kind === 'together' || drawn === null) return `all of them, ${number}`;
  if (kind === 'shift') return `shift ${signed(drawn.shiftX)}, ${signed(drawn.shiftY)}`;
  if (kind === 'brightness') return `gain × ${drawn.gain.toFixed(2)}`;
  if (kind === 'rotate') return `turn ${signed(drawn.degrees, 1)}°`;
  // `zoom` of the file is the share of the picture that stays in view.
  return `zoom ${(1 / drawn.scale).toFixed(2)}`;
}

function signed(value: number, digits = 2): string {
  const shown = Math.abs(value).toFixed(digits);
  return Number(shown) === 0 ? shown : `${value < 0 ? '−' : '+'}${shown}`;
}
