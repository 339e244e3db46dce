import { useMemo } from 'react';
import { mediaUrl } from '../../client/index.ts';
import { type OverlayBox, type SharedView, Viewport } from '../../viewport/index.ts';
import type { ShownBox } from './shown-boxes.ts';

/** One picture with its boxes; `address` begins with `/media/`. Boxes are in source pixels, whichever form of the picture is shown. */
export function Stage({
  label,
  address,
  widthPx,
  heightPx,
  boxes,
  preload,
  sharedView,
}: {
  readonly label: string;
  readonly address: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly boxes: readonly ShownBox[];
  /** Addresses that may be wanted next. */
  readonly preload: readonly string[];
  /** Pictures side by side are zoomed and moved together. */
  readonly sharedView: SharedView;
}) {
  const size = useMemo(() => ({ widthPx, heightPx }), [widthPx, heightPx]);
  const overlay = useMemo(() => boxes.map(overlayBox), [boxes]);
  return (
    <Viewport
      label={label}
      url={mediaUrl(address)}
      size={size}
      boxes={overlay}
      preload={preload.flatMap((next) => mediaUrl(next) ?? [])}
      sharedView={sharedView}
    />
  );
}

function overlayBox({ id, kind, box, tag, isWeak, iou }: ShownBox): OverlayBox {
  return { id, kind, box, tag, isThin: isWeak, ...(iou === null ? {} : { note: `IoU ${iou.toFixed(2)}` }) };
}
