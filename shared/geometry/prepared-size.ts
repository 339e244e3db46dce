import type { Preparation } from '../domain/preparation.ts';
import type { Size } from '../domain/size.ts';
import { roundHalfToEven } from './rounding.ts';

/**
 * Size of the prepared image. `stretch`: the size asked for; `letterbox`: fitted into it keeping the aspect, rounded half to even,
 * at least one pixel; `none`, or no size given: the source's own.
 */
export function preparedSize(source: Size, preparation: Preparation): Size {
  const { size, fit } = preparation;
  if (fit === 'none' || size === null) return { widthPx: source.widthPx, heightPx: source.heightPx };
  return fit === 'stretch' ? { widthPx: size.widthPx, heightPx: size.heightPx } : fittedSize(source, size);
}

/** The largest size of the source's aspect that fits into `frame`: r = min(W / w, H / h), both sides rounded half to even. */
export function fittedSize(source: Size, frame: Size): Size {
  const ratio = Math.min(frame.widthPx / source.widthPx, frame.heightPx / source.heightPx);
  return {
    widthPx: Math.max(1, roundHalfToEven(source.widthPx * ratio)),
    heightPx: Math.max(1, roundHalfToEven(source.heightPx * ratio)),
  };
}
