import { useLayoutEffect, useRef, useState } from 'react';
import { Thumbnail } from '../images/index.ts';
import { show } from './session/open.ts';
import { useLabel } from './session/state.ts';
import { fileName, itemWords } from './words.ts';

/** Width of one neighbour with its gap, CSS pixels. */
const stepPx = 86;

/** The neighbours of the image in its queue, each with what its label says; a press opens one. */
export function Strip() {
  const items = useLabel((state) => state.items);
  const at = useLabel((state) => state.at);
  const isThrough = useLabel((state) => state.isThrough);
  const list = useRef<HTMLOListElement>(null);
  const room = useRoom(list);
  if (items.length === 0) return null;
  const first = Math.max(0, Math.min(at - Math.floor(room / 2), items.length - room));
  return (
    <nav className="qstrip" aria-label="Images of the queue">
      <ol ref={list}>
        {items.slice(first, first + room).map((item, offset) => {
          const place = first + offset;
          const isCurrent = place === at && !isThrough;
          return (
            <li key={item.imageId}>
              <button
                type="button"
                className={isCurrent ? 'cur' : ''}
                aria-current={isCurrent ? 'true' : undefined}
                onClick={() => show(place)}
              >
                <Thumbnail address={`/media/images/${item.imageId}/thumbnail`} widthPx={306} heightPx={256} />
                <span className="s">
                  <b>{place + 1}</b> <span className="q">{isCurrent ? 'now' : itemWords(item)}</span>
                  <span className="sr">, {fileName(item.path)}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** How many fit. */
function useRoom(list: { readonly current: HTMLElement | null }): number {
  const [room, setRoom] = useState(1);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom(Math.max(1, Math.floor((element.clientWidth + 8) / stepPx))));
    observer.observe(element);
    return () => observer.disconnect();
  });
  return room;
}
