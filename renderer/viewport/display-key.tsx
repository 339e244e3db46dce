import { useLayoutEffect, useRef } from 'react';
import { type Display, displayTables } from './picture/display.ts';

/** Which colour stands for which grey level of the picture, as brightness, contrast and gamma are now. */
export function DisplayKey({ display }: { readonly display: Display }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const [reds, greens, blues] = displayTables(display);
    const line = context.createImageData(256, 1);
    for (let level = 0; level < 256; level++) {
      const shown = [reds[level] ?? 0, greens[level] ?? 0, blues[level] ?? 0, 1];
      line.data.set(
        shown.map((share) => Math.round(255 * share)),
        4 * level,
      );
    }
    context.putImageData(line, 0, 0);
  }, [display]);
  return (
    <div className="vp-key" role="img" aria-label="Colours of the grey levels, from 0, black, to 255, white">
      <span>grey level 0</span>
      <canvas ref={canvas} width={256} height={1} />
      <span>255</span>
    </div>
  );
}
