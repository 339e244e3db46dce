import type { Box } from '../../../shared/domain/box.ts';

/** A box over a picture, in source pixels, with its text tag: predicted solid, ground truth dashed. */
export type PictureBox = { readonly kind: 'predicted' | 'truth'; readonly box: Box; readonly tag: string };

/** Boxes over a picture that fills its frame. Each line is drawn dark, light and in colour, so that one of them shows on any grey. */
export function PictureBoxes({
  boxes,
  widthPx,
  heightPx,
}: {
  readonly boxes: readonly PictureBox[];
  readonly widthPx: number;
  readonly heightPx: number;
}) {
  if (boxes.length === 0) return null;
  return (
    <>
      <svg className="ov" viewBox={`0 0 ${widthPx} ${heightPx}`} preserveAspectRatio="none" aria-hidden="true">
        {boxes.map(({ kind, box }) => {
          const shape = {
            x: box.xMin,
            y: box.yMin,
            width: Math.max(0, box.xMax - box.xMin),
            height: Math.max(0, box.yMax - box.yMin),
          };
          const line = kind === 'truth' ? 'tr ' : '';
          return (
            <g key={keyOf(kind, box)}>
              <rect className={`${line}k-d`} {...shape} />
              <rect className={`${line}k-l`} {...shape} />
              <rect className={`${line}${kind === 'truth' ? 'k-t' : 'k-p'}`} {...shape} />
            </g>
          );
        })}
      </svg>
      {boxes.map(({ kind, box, tag }) => {
        const hasRoomAbove = box.yMin / heightPx >= 0.08;
        return (
          <span
            key={keyOf(kind, box)}
            className={`tg ${kind === 'truth' ? 't' : 'p'} ${hasRoomAbove ? 'above' : 'below'}`}
            style={{
              left: `${(Math.max(0, box.xMin) / widthPx) * 100}%`,
              top: `${((hasRoomAbove ? box.yMin : box.yMax) / heightPx) * 100}%`,
            }}
          >
            {tag}
          </span>
        );
      })}
    </>
  );
}

function keyOf(kind: string, { xMin, yMin, xMax, yMax }: Box): string {
  return `${kind} ${xMin} ${yMin} ${xMax} ${yMax}`;
}
