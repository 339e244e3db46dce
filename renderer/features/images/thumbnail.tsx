import './thumbnail.css';
import { type CSSProperties, useState } from 'react';
import type { Box } from '../../../shared/domain/box.ts';
import { mediaUrl } from '../../client/index.ts';
import { PictureBoxes } from './picture-boxes.tsx';

/** A box on a small picture, in source pixels. */
export type ThumbnailBox = { readonly kind: 'predicted' | 'truth'; readonly box: Box };

/**
 * A picture as the camera saw it, small, with its boxes: predicted solid with tag P, ground truth dashed with tag GT. `address` begins with
 * `/media/`. What the picture shows is said in words beside it, so that it is silent itself.
 */
export function Thumbnail({
  address,
  widthPx,
  heightPx,
  boxes = [],
  note,
}: {
  readonly address: string | null;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly boxes?: readonly ThumbnailBox[];
  /** A word over the picture: `dark`. */
  readonly note?: string | undefined;
}) {
  const url = address === null ? null : mediaUrl(address);
  const [missing, setMissing] = useState<string | null>(null);
  const tagged = boxes.map(({ kind, box }) => ({ kind, box, tag: kind === 'truth' ? 'GT' : 'P' }));
  const frame: CSSProperties = {
    aspectRatio: `${widthPx} / ${heightPx}`,
    width: widthPx >= heightPx * 1.195 ? '100%' : 'auto',
  };
  return (
    <div className="pic thumb">
      <div className="frame" style={frame}>
        {url === null || missing === url ? null : (
          <img ref={stopLoading} src={url} alt="" decoding="async" draggable={false} onError={() => setMissing(url)} />
        )}
        <PictureBoxes boxes={tagged} widthPx={widthPx} heightPx={heightPx} />
      </div>
      {url !== null && missing === url ? <span className="oncanvas fl">file not there</span> : null}
      {note && missing !== url ? <span className="oncanvas fl">{note}</span> : null}
    </div>
  );
}

/** A picture that left the list is not fetched any more: a browser goes on with it otherwise, and those that are seen wait behind it. */
function stopLoading(image: HTMLImageElement): () => void {
  return () => image.removeAttribute('src');
}
