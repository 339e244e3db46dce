import { useState } from 'react';
import type { ImageCard } from '../../../../shared/contract/images.ts';
import { mediaUrl } from '../../../client/index.ts';
import { PictureBoxes } from '../picture-boxes.tsx';

export type PictureView = 'source' | 'prepared';

/** The picture as large as the sheet allows, with the label's and the model's boxes. */
export function DetailPicture({ card, view }: { readonly card: ImageCard; readonly view: PictureView }) {
  const [failed, setFailed] = useState<string | null>(null);
  const url = mediaUrl(`/media/images/${card.id}/${view}`);
  const boxes = [
    ...card.boxes.map(({ box }) => ({ kind: 'truth' as const, box, tag: 'GT' })),
    ...(card.prediction?.detections ?? []).map(({ box, confidence }) => ({
      kind: 'predicted' as const,
      box,
      tag: `P ${confidence.toFixed(2)}`,
    })),
  ];
  return (
    <div className="pic detailpic">
      <div className="frame" style={{ aspectRatio: `${card.widthPx} / ${card.heightPx}` }}>
        {url === null || failed === url ? (
          <span className="oncanvas fl">The picture cannot be read: its file is not there</span>
        ) : (
          <img
            src={url}
            alt={`${card.path}${view === 'prepared' ? ', as the network sees it' : ''}`}
            className={view === 'prepared' ? 'px' : ''}
            onError={() => setFailed(url)}
          />
        )}
        <PictureBoxes boxes={boxes} widthPx={card.widthPx} heightPx={card.heightPx} />
      </div>
    </div>
  );
}
