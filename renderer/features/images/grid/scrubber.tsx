import { type PointerEvent, useMemo, useRef } from 'react';
import type { ImageBlock } from '../../../../shared/contract/images.ts';
import { shortDay } from '../words.ts';
import type { GridGeometry } from './grid-geometry.ts';

/** Room one word of the strip needs. */
const wordHeightPx = 44;

/**
 * The list's length as a strip of days, to be dragged; takes the place of the scroll bar. By keyboard the list itself is moved (Page, Home,
 * End), so that nobody needs to hear of this.
 */
export function Scrubber({
  blocks,
  geometry,
  top,
  viewHeight,
  onScrub,
}: {
  readonly blocks: readonly ImageBlock[];
  readonly geometry: GridGeometry;
  readonly top: number;
  readonly viewHeight: number;
  readonly onScrub: (top: number) => void;
}) {
  const strip = useRef<HTMLDivElement>(null);
  const height = Math.max(1, geometry.height);
  const words = useMemo(() => wordsOf(blocks, geometry, viewHeight), [blocks, geometry, viewHeight]);
  const scrub = (event: PointerEvent) => {
    if (!strip.current || !(event.buttons & 1)) return;
    const { top: stripTop, height: stripHeight } = strip.current.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (event.clientY - stripTop) / stripHeight));
    onScrub(Math.round(share * height - viewHeight / 2));
  };
  return (
    <div
      ref={strip}
      className="scrub"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        scrub(event);
      }}
      onPointerMove={scrub}
    >
      {words.map(({ share, word }) => (
        <span key={share} style={{ top: `${share * 100}%` }}>
          {word}
        </span>
      ))}
      <i
        style={{
          top: `${(top / height) * 100}%`,
          height: `max(22px, ${Math.min(1, viewHeight / height) * 100}%)`,
        }}
      />
    </div>
  );
}

/** As many days as the strip has room for, each where its first block lies; a month's name where the month changes. */
function wordsOf(blocks: readonly ImageBlock[], geometry: GridGeometry, viewHeight: number) {
  const words: { readonly share: number; readonly word: string }[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let lastMonth = '';
  blocks.forEach(({ from }, index) => {
    if (from === null || geometry.height === 0) return;
    const share = geometry.blocks[index].top / geometry.height;
    if (share * viewHeight - lastAt < wordHeightPx) return;
    lastAt = share * viewHeight;
    const day = shortDay(from);
    const month = from.slice(0, 7);
    words.push({ share, word: month === lastMonth ? (day.split(' ')[0] ?? day) : day });
    lastMonth = month;
  });
  return words;
}
