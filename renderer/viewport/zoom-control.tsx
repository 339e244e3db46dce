import { useLayoutEffect, useRef } from 'react';
import type { ViewportHandle } from './handle.ts';

/** Over the picture's left lower corner. Its words follow the view past React: a wheel turns them sixty times a second. */
export function ZoomControl({ handle }: { readonly handle: ViewportHandle }) {
  const fit = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const tell = () => {
      const words = handle.zoomWords();
      if (fit.current && fit.current.textContent !== words) fit.current.textContent = words;
    };
    tell();
    return handle.subscribe(tell);
  }, [handle]);
  return (
    <div className="vp-zoom">
      <button type="button" aria-label="Zoom out" onClick={handle.zoomOut}>
        −
      </button>
      <button type="button" className="vp-fit" title="Show the whole picture" ref={fit} onClick={handle.fit} />
      <button type="button" aria-label="Zoom in" onClick={handle.zoomIn}>
        +
      </button>
    </div>
  );
}
