import type { AugmentationPreview } from '../../../shared/contract/datasets.ts';
import { useGeometry } from '../../ui/index.ts';
import { tileWords } from './preview-words.ts';

/** The pictures with their boxes; under each what was done. */
export function PreviewTiles({ preview }: { readonly preview: AugmentationPreview }) {
  let together = 0;
  return (
    <ul className="augs">
      {preview.tiles.map((tile) => {
        if (tile.kind === 'together') together += 1;
        const words = tileWords(tile, together);
        return <Tile key={`${tile.kind} ${together}`} preview={preview} tile={tile} words={words} />;
      })}
    </ul>
  );
}

function Tile({
  preview: { widthPx, heightPx },
  tile: { png, boxes, droppedBoxes },
  words,
}: {
  readonly preview: AugmentationPreview;
  readonly tile: AugmentationPreview['tiles'][number];
  readonly words: string;
}) {
  const frame = useGeometry<HTMLDivElement>({ 'aspect-ratio': `${widthPx} / ${heightPx}` });
  const found = boxes.length === 0 ? 'no box' : boxes.length === 1 ? '1 box' : `${boxes.length} boxes`;
  return (
    <li>
      <div className="pic thumb aug" ref={frame}>
        <img src={`data:image/png;base64,${png}`} alt={`${words}: ${found}`} />
        <svg className="ov" viewBox={`0 0 ${widthPx} ${heightPx}`} preserveAspectRatio="none" aria-hidden="true">
          {boxes.map(({ box }) => {
            const place = { x: box.xMin, y: box.yMin, width: box.xMax - box.xMin, height: box.yMax - box.yMin };
            const key = Object.values(place).join(' ');
            return (
              <g key={key}>
                <rect className="tr k-d" {...place} />
                <rect className="tr k-l" {...place} />
                <rect className="tr k-t" {...place} />
              </g>
            );
          })}
        </svg>
        {boxes.map(({ box }) => (
          <Tag key={`${box.xMin} ${box.yMin}`} left={box.xMin / widthPx} top={box.yMin / heightPx} />
        ))}
      </div>
      <span className="s q">
        {words}
        {droppedBoxes > 0 ? `; ${droppedBoxes === 1 ? 'box' : `${droppedBoxes} boxes`} dropped` : ''}
      </span>
    </li>
  );
}

function Tag({ left, top }: { readonly left: number; readonly top: number }) {
  // Above the box; inside it where there is no room.
  const isInside = top < 0.12;
  const ref = useGeometry<HTMLSpanElement>({ left: `${Math.min(left, 0.85) * 100}%`, top: `${top * 100}%` });
  return (
    <span ref={ref} className={`tg t ${isInside ? 'below' : 'above'}`} aria-hidden="true">
      GT
    </span>
  );
}
