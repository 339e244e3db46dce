import './viewport.css';
import { type ReactNode, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Size } from '../../shared/domain/size.ts';
import { DisplayKey } from './display-key.tsx';
import { ViewportHandle } from './handle.ts';
import { joinPage } from './on-page.ts';
import type { OverlayBox, OverlayMark } from './overlay/boxes.ts';
import { type Display, displayTables, isPlain, plainDisplay } from './picture/display.ts';
import { pictures } from './picture/picture-store.ts';
import type { SharedView } from './shared-view.ts';
import { Stage, type StageEvents } from './stage.ts';
import { ZoomControl } from './zoom-control.tsx';

export type ViewportProps = StageEvents & {
  /** What is seen, in words: the canvas itself is silent. */
  readonly label: string;
  /** Whole address of the picture (`mediaUrl`); null: none. */
  readonly url: string | null;
  /** The source's size: boxes are in its pixels, whatever the picture's own resolution. */
  readonly size: Size;
  readonly boxes?: readonly OverlayBox[];
  readonly marks?: readonly OverlayMark[];
  readonly selectedId?: string | null;
  /** Boxes can be drawn, moved and resized; off unless asked for. */
  readonly hasTools?: boolean;
  readonly areBoxesHidden?: boolean;
  readonly hasLoupe?: boolean;
  readonly display?: Display;
  /** Pictures that may be wanted next, decoded beforehand. */
  readonly preload?: readonly string[];
  /** The last picture stays until the next is decoded (the default); false where the two must not be confused. */
  readonly keepsLast?: boolean;
  /** There will be a picture, its address is not known yet. */
  readonly isWaiting?: boolean;
  readonly handle?: ViewportHandle;
  /** Zoom and place are those of the other viewports it is given to. */
  readonly sharedView?: SharedView;
  /** Read-outs laid over the picture. */
  readonly children?: ReactNode;
};

const nothing: readonly never[] = [];

/**
 * A picture with boxes over it: wheel zooms at the pointer, Space and drag moves it, `fit`, `1:1` and more through the handle. It takes the
 * focus; what keys do then, the screen says.
 */
export function Viewport(props: ViewportProps) {
  const { label, url, size, boxes = nothing, marks = nothing, selectedId = null, preload = nothing, children } = props;
  const {
    hasTools = false,
    areBoxesHidden = false,
    hasLoupe = false,
    keepsLast = true,
    isWaiting = false,
    display = plainDisplay,
  } = props;
  const own = useMemo(() => new ViewportHandle(), []);
  const handle = props.handle ?? own;
  const sharedView = props.sharedView ?? null;
  const root = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useLayoutEffect(() => {
    if (!root.current || !picture.current || !overlay.current) return;
    const stage = new Stage(root.current, picture.current, overlay.current, sharedView);
    handle.attach(stage);
    const leave = joinPage(root.current, handle);
    return () => {
      leave();
      handle.attach(null);
      stage.dispose();
    };
  }, [handle, sharedView]);

  const { onSelect, onCreate, onChange, onTool, onShown, onProblem } = props;
  useLayoutEffect(() => {
    const { stage } = handle;
    if (!stage) return;
    stage.events = {
      onSelect,
      onCreate,
      onChange,
      onTool,
      onShown,
      onProblem: (sentence) => {
        setProblem(sentence);
        onProblem?.(sentence);
      },
    };
    stage.update({
      url,
      size,
      boxes,
      marks,
      selectedId,
      isReadOnly: !hasTools,
      areBoxesHidden,
      hasLoupe,
      keepsLast,
      isWaiting,
    });
  });

  const wanted = preload.join('\n');
  useEffect(() => {
    if (wanted !== '') pictures.preload(wanted.split('\n'));
  }, [wanted]);

  const filter = useDisplayFilter(display, picture);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of its roles take a name
    <div
      ref={root}
      className="vp"
      // Keys that act on the picture reach it here; Tab leaves it.
      role={hasTools ? 'application' : 'group'}
      tabIndex={0}
      aria-label={label}
    >
      <canvas ref={picture} />
      <canvas ref={overlay} onPointerDown={() => root.current?.focus({ preventScroll: true })} />
      {filter}
      <ZoomControl handle={handle} />
      {display.isPseudoColour ? <DisplayKey display={display} /> : null}
      {problem === null ? null : (
        <p className="vp-problem" role="status">
          The picture cannot be shown. {problem}
        </p>
      )}
      {children}
    </div>
  );
}

/** The display's tables as a filter the compositor applies: the main thread does nothing for it, whatever the picture's size. */
function useDisplayFilter(display: Display, canvas: { readonly current: HTMLCanvasElement | null }): ReactNode {
  const id = `display-${useId().replace(/[^a-z0-9]/gi, '')}`;
  const isOff = isPlain(display);
  useLayoutEffect(() => {
    if (canvas.current) canvas.current.style.filter = isOff ? '' : `url(#${id})`;
  }, [canvas, id, isOff]);
  const tables = useMemo(
    () => displayTables(display).map((table) => table.map((value) => value.toFixed(4)).join(' ')),
    [display],
  );
  if (isOff) return null;
  return (
    <svg className="vp-filter" aria-hidden="true">
      <filter id={id} colorInterpolationFilters="sRGB" x="0" y="0" width="100%" height="100%">
        <feComponentTransfer>
          <feFuncR type="table" tableValues={tables[0]} />
          <feFuncG type="table" tableValues={tables[1]} />
          <feFuncB type="table" tableValues={tables[2]} />
        </feComponentTransfer>
      </filter>
    </svg>
  );
}
