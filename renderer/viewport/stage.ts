import type { Box } from '../../shared/domain/box.ts';
import type { Size } from '../../shared/domain/size.ts';
import type { OverlayBox, OverlayMark } from './overlay/boxes.ts';
import { onColoursChange } from './overlay/colours.ts';
import type { Hand } from './overlay/loupe.ts';
import { Painter } from './painter.ts';
import { type Picture, pictures } from './picture/picture-store.ts';
import { PointerInput, pointerCursor } from './pointer-input.ts';
import type { SharedView } from './shared-view.ts';
import { measures, report, takeAskedAt } from './timing.ts';
import { nextStep } from './tools/machine.ts';
import { idleState, type ToolContext, type ToolInput, type ToolState } from './tools/state.ts';
import {
  fitView,
  lookAside,
  oneToOne,
  type Point,
  panBy,
  revealPoint,
  sightOf,
  toImage,
  type View,
  viewOfSight,
  zoomAt,
  zoomToBox,
} from './view.ts';

/** All that the stage shows; boxes and marks in source pixels of `size`. */
export type StageContent = {
  readonly url: string | null;
  readonly size: Size;
  readonly boxes: readonly OverlayBox[];
  readonly marks: readonly OverlayMark[];
  readonly selectedId: string | null;
  readonly isReadOnly: boolean;
  readonly areBoxesHidden: boolean;
  readonly hasLoupe: boolean;
  /** The last picture stays, with its boxes, until the next one is decoded. */
  readonly keepsLast: boolean;
  /** There will be a picture, its address is not known yet. */
  readonly isWaiting: boolean;
};

export type StageEvents = {
  readonly onSelect?: ((id: string | null) => void) | undefined;
  readonly onCreate?: ((box: Box) => void) | undefined;
  readonly onChange?: ((id: string, box: Box, isNudge: boolean) => void) | undefined;
  /** What the hand is doing now. */
  readonly onTool?: ((name: ToolState['name']) => void) | undefined;
  /** Why there is no picture; null when there is one again. */
  readonly onProblem?: ((sentence: string | null) => void) | undefined;
  readonly onShown?: ((url: string) => void) | undefined;
};

type Shown = { readonly content: StageContent; readonly picture: Picture | null };

const hitPx = 9;

/**
 * The canvas side of a viewport, without React: two canvases (picture, boxes), the view on them, and the tools. Draws once a frame, and
 * only when something changed.
 */
export class Stage {
  readonly #root: HTMLElement;
  readonly #painter: Painter;
  readonly #shared: SharedView | null;
  readonly #ends: (() => void)[] = [];
  readonly #viewListeners = new Set<() => void>();
  events: StageEvents = {};
  #shown: Shown | null = null;
  #wanted: StageContent | null = null;
  #letGo: (() => void) | null = null;
  #stage: Size = { widthPx: 0, heightPx: 0 };
  #pixelRatio = window.devicePixelRatio;
  /** Of the picture that is shown, or was shown last: the view is one on pictures of this size. */
  #size: Size | null = null;
  #view: View = { scale: 1, left: 0, top: 0, isFit: true };
  #tool: ToolState = idleState;
  #hand: Hand = { pointer: null, keyCorner: null };
  #dirty = { picture: false, overlay: false };
  #frame = 0;
  #unreported: { readonly start: number; readonly wasReady: boolean } | null = null;

  /** `shared`: the view is that of other stages too. */
  constructor(
    root: HTMLElement,
    picture: HTMLCanvasElement,
    overlay: HTMLCanvasElement,
    shared: SharedView | null = null,
  ) {
    this.#root = root;
    this.#shared = shared;
    this.#painter = new Painter(picture, overlay);
    const observer = new ResizeObserver(() => this.#measure());
    observer.observe(root);
    this.#ends.push(() => observer.disconnect());
    // The zoom of the whole window changes the pixel ratio, not always the size.
    const onResize = () => this.#measure();
    window.addEventListener('resize', onResize);
    this.#ends.push(() => window.removeEventListener('resize', onResize));
    this.#ends.push(
      onColoursChange(() => {
        this.#painter.readColours();
        this.#redraw('overlay');
      }),
    );
    this.#ends.push(
      new PointerInput(root, overlay, {
        input: (input) => this.#input(input),
        toImage: (at) => toImage(this.#view, at),
        wheel: (at, factor) => this.#moveTo(zoomAt(this.#view, at, this.#view.scale * factor, ...this.#frameOfView())),
        hover: (at) => this.#hover(at),
      }).end,
    );
    if (shared) this.#ends.push(shared.join(this));
    this.#measure();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    for (const end of this.#ends) end();
    this.#letGo?.();
    this.#wanted = null;
  }

  /** Shows this from now on. A picture that is not decoded yet comes when it is. */
  update(content: StageContent): void {
    const before = this.#wanted;
    this.#wanted = content;
    if (before?.url !== content.url || before.isWaiting !== content.isWaiting) {
      this.#wantPicture(content);
      return;
    }
    if (this.#shown?.content.url === content.url) this.#show(content, this.#shown.picture);
  }

  get toolName(): ToolState['name'] {
    return this.#tool.name;
  }

  get view(): View {
    return this.#view;
  }

  /** Pixels of the screen for one of the picture. */
  get magnification(): number {
    return this.#view.scale * this.#pixelRatio;
  }

  onView(listener: () => void): () => void {
    this.#viewListeners.add(listener);
    return () => this.#viewListeners.delete(listener);
  }

  /** Keys go to the picture from now on. */
  focus(): void {
    this.#root.focus({ preventScroll: true });
  }

  fit(): void {
    this.#moveTo(fitView(...this.#sizes()));
  }

  oneToOne(): void {
    this.#moveTo(oneToOne(this.#view, ...this.#frameOfView()));
  }

  zoomBy(factor: number): void {
    const middle = { x: this.#stage.widthPx / 2, y: this.#stage.heightPx / 2 };
    this.#moveTo(zoomAt(this.#view, this.#hand.pointer ?? middle, this.#view.scale * factor, ...this.#frameOfView()));
  }

  /** What lies to the left, right, above or below of what is seen comes into sight by a step. */
  look(across: -1 | 0 | 1, down: -1 | 0 | 1): void {
    this.#moveTo(lookAside(this.#view, across, down, ...this.#sizes()));
  }

  zoomTo(box: Box): void {
    this.#moveTo(zoomToBox(box, ...this.#frameOfView()));
  }

  /** Begins a box, or sets its next corner where the crosshair is. */
  draw(): void {
    const middle = { x: this.#stage.widthPx / 2, y: this.#stage.heightPx / 2 };
    this.#input({ kind: 'draw', cursor: this.#inPicture(toImage(this.#view, this.#hand.pointer ?? middle)) });
  }

  grab(): void {
    this.#input({ kind: 'grab' });
    if (this.#tool.name === 'grabbing') this.#handIs({ keyCorner: this.#tool.corner });
  }

  arrow(dx: number, dy: number, isResize: boolean): void {
    this.#input({ kind: 'arrow', dx, dy, isResize });
    if (this.#tool.name === 'drawing') {
      // The crosshair is the hand now: a pointer left lying about does not take it back.
      this.#handIs({ pointer: null });
      this.#moveTo(revealPoint(this.#view, this.#tool.cursor, ...this.#sizes()));
    } else this.#handIs({ keyCorner: this.#tool.name === 'grabbing' ? this.#tool.corner : isResize ? 'se' : 'nw' });
  }

  cancel(): void {
    this.#input({ kind: 'cancel' });
  }

  /** Looks where the stages that share the view look; alone, at the whole picture. */
  follow(): void {
    const [picture, stage] = this.#sizes();
    this.#setView(viewOfSight(this.#shared?.sightOn(picture) ?? null, picture, stage));
  }

  #wantPicture(content: StageContent): void {
    const { url } = content;
    this.#setTool(idleState);
    this.#root.setAttribute('aria-busy', String(url !== null || content.isWaiting));
    if (url === null) {
      this.#letGo?.();
      this.#letGo = null;
      this.#show(content, null);
      return;
    }
    const start = takeAskedAt();
    const ready = pictures.ready(url);
    const isReady = ready !== null && 'picture' in ready;
    this.#unreported = { start, wasReady: isReady };
    const loading = pictures.load(url);
    const letGo = pictures.hold(url);
    const take = (picture: Picture | null) => {
      this.#letGo?.();
      this.#letGo = letGo;
      if (this.#wanted) this.#show(this.#wanted, picture);
    };
    if (isReady) {
      take(ready.picture);
      this.events.onProblem?.(null);
      return;
    }
    if (!content.keepsLast) this.#show({ ...content, boxes: [], marks: [] }, null);
    void loading.then((loaded) => {
      if (this.#wanted?.url !== url) {
        letGo();
        return;
      }
      take('picture' in loaded ? loaded.picture : null);
      if ('problem' in loaded) this.#root.setAttribute('aria-busy', 'false');
      this.events.onProblem?.('problem' in loaded ? loaded.problem : null);
    });
  }

  #show(content: StageContent, picture: Picture | null): void {
    const before = this.#shown;
    this.#shown = { content, picture };
    // Zoom and position stay from one picture to the next of the same camera, also over the time in which its size is not known.
    if (!content.isWaiting) {
      const isOtherSize = this.#size === null || !isSameSize(this.#size, content.size);
      this.#size = content.size;
      if (isOtherSize || this.#view.isFit) this.follow();
    }
    // With the loupe on, a box that keys move takes what is seen in it along.
    if (before?.picture !== picture || before.content.hasLoupe || content.hasLoupe) this.#redraw('picture');
    this.#redraw('overlay');
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.#root;
    this.#pixelRatio = window.devicePixelRatio;
    this.#stage = { widthPx: clientWidth, heightPx: clientHeight };
    this.#painter.measure(this.#stage, this.#pixelRatio);
    // Stages that look at one place keep its middle; one alone keeps what stands where it stands.
    if (this.#view.isFit || this.#shared) this.follow();
    this.#redraw('picture');
  }

  #sizes(): [picture: Size, stage: Size] {
    return [this.#size ?? this.#wanted?.size ?? { widthPx: 1, heightPx: 1 }, this.#stage];
  }

  #frameOfView(): [picture: Size, stage: Size, pixelRatio: number] {
    return [...this.#sizes(), this.#pixelRatio];
  }

  /** The hand moved the view: the stages that share it follow. */
  #moveTo(view: View): void {
    this.#setView(view);
    const [picture, stage] = this.#sizes();
    this.#shared?.look(this, picture, sightOf(this.#view, stage));
  }

  #setView(view: View): void {
    const { scale, left, top, isFit } = this.#view;
    if (view.scale === scale && view.left === left && view.top === top && view.isFit === isFit) return;
    this.#view = view;
    this.#redraw('picture');
    for (const listener of this.#viewListeners) listener();
  }

  #context(): ToolContext | null {
    const content = this.#shown?.content;
    if (!content || content !== this.#wanted) return null;
    return {
      picture: content.size,
      boxes: content.areBoxesHidden
        ? []
        : content.boxes.map(({ id, box, isEditable }) => ({ id, box, isEditable: isEditable ?? false })),
      selectedId: content.selectedId,
      slop: hitPx / this.#view.scale,
      isReadOnly: content.isReadOnly,
    };
  }

  #input(input: ToolInput): void {
    const context = this.#context();
    if (!context) return;
    const { state, effects } = nextStep(this.#tool, input, context);
    this.#setTool(state);
    for (const effect of effects) {
      if (effect.kind === 'pan') this.#moveTo(panBy(this.#view, effect.dx, effect.dy, ...this.#sizes()));
      else if (effect.kind === 'create') this.events.onCreate?.(effect.box);
      else if (effect.kind === 'change') this.events.onChange?.(effect.id, effect.box, effect.isNudge);
      else if (effect.id !== context.selectedId) this.events.onSelect?.(effect.id);
    }
  }

  #setTool(state: ToolState): void {
    const before = this.#tool;
    if (before === state) return;
    this.#tool = state;
    if (before.name !== state.name) {
      this.#root.style.cursor = pointerCursor(state, null);
      this.events.onTool?.(state.name);
    }
    if (state.name !== 'idle' || before.name !== 'idle') this.#redraw('overlay');
  }

  /** What is looked at closely goes with the hand. */
  #handIs(change: Partial<Hand>): void {
    this.#hand = { ...this.#hand, ...change };
    if (this.#shown?.content.hasLoupe) this.#redraw('picture');
  }

  #hover(at: Point | null): void {
    this.#handIs({ pointer: at, keyCorner: at ? null : this.#hand.keyCorner });
    if (this.#tool.name !== 'idle' || at === null) return;
    const context = this.#context();
    if (context) this.#root.style.cursor = pointerCursor(this.#tool, { context, image: toImage(this.#view, at) });
  }

  #inPicture({ x, y }: Point): Point {
    const [{ widthPx, heightPx }] = this.#sizes();
    return { x: Math.min(widthPx, Math.max(0, Math.round(x))), y: Math.min(heightPx, Math.max(0, Math.round(y))) };
  }

  #redraw(layer: 'picture' | 'overlay'): void {
    this.#dirty = { picture: this.#dirty.picture || layer === 'picture', overlay: true };
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const start = performance.now();
    this.#frame = 0;
    const { picture: hasPicture } = this.#dirty;
    this.#dirty = { picture: false, overlay: false };
    const { content = null, picture = null } = this.#shown ?? {};
    this.#painter.paint({ content, picture, view: this.#view, tool: this.#tool, hand: this.#hand }, hasPicture);
    report(measures.frame, start, { boxes: content?.boxes.length ?? 0, hasPicture });
    const url = content?.url;
    if (this.#unreported && picture && url && url === this.#wanted?.url) {
      report(measures.nextImage, this.#unreported.start, { wasReady: this.#unreported.wasReady });
      this.#unreported = null;
      this.#root.setAttribute('aria-busy', 'false');
      this.events.onShown?.(url);
    }
  }
}

function isSameSize(one: Size, other: Size): boolean {
  return one.widthPx === other.widthPx && one.heightPx === other.heightPx;
}
