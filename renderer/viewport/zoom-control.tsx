import { useSyncExternalStore } from 'react';
import type { ViewportHandle } from './handle.ts';

/** Over the picture's left lower corner; alone in being drawn again while the view moves. */
export function ZoomControl({ handle }: { readonly handle: ViewportHandle }) {
  const words = useSyncExternalStore(handle.subscribe, handle.zoomWords);
  return (
    <div className="vp-zoom">
      <button type="button" aria-label="Zoom out" onClick={handle.zoomOut}>
        −
      </button>
      <button type="button" className="vp-fit" aria-label={`Show the whole picture, now ${words}`} onClick={handle.fit}>
        {words}
      </button>
      <button type="button" aria-label="Zoom in" onClick={handle.zoomIn}>
        +
      </button>
    </div>
  );
}
