import type { Preparation } from '../domain/preparation.ts';
import type { Size } from '../domain/size.ts';

const stationAspect = 2448 / 2050;
const stationPreparedSize: Size = { widthPx: 306, heightPx: 256 };
const longestOtherPx = 320;

/**
 * The preparation taken unless the engineer chooses another. Sources within 2 % of the station's 2448 : 2050 are stretched to 306x256
 * and equalised; others keep their aspect, longest side 320 at most, not equalised. A source that has exactly 306x256 pixels is the
 * station's prepared image already and is taken as it is: equalising it again would change it.
 */
export function defaultPreparation(source: Size): Preparation {
  const { widthPx, heightPx } = source;
  if (widthPx === stationPreparedSize.widthPx && heightPx === stationPreparedSize.heightPx) {
    return { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] };
  }
  if (Math.abs(widthPx / heightPx / stationAspect - 1) <= 0.02) {
    return { size: stationPreparedSize, fit: 'stretch', kernel: 'area', equalise: true, mask: [] };
  }
  const sidePx = Math.min(longestOtherPx, Math.max(widthPx, heightPx));
  return {
    size: { widthPx: sidePx, heightPx: sidePx },
    fit: 'letterbox',
    kernel: 'area',
    equalise: false,
    mask: [],
  };
}
