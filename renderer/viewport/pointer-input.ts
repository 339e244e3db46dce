import { hitAt } from './shapes.ts';
import type { ToolContext, ToolInput, ToolState } from './tools/state.ts';
import type { Point } from './view.ts';

type Receiver = {
  readonly input: (input: ToolInput) => void;
  readonly toImage: (at: Point) => Point;
  /** The wheel turned by `factor` of the scale, the pointer at a place of the stage. */
  readonly wheel: (at: Point, factor: number) => void;
  /** The pointer's place on the stage; null when it left. */
  readonly hover: (at: Point | null) => void;
};

/** Controls that a press of Space belongs to. */
const pressable = 'button, a, input, textarea, select, summary, [role=tab], [role=option], [contenteditable]';

/** Pointer, wheel and the Space key of one stage, as input of its tools. */
export class PointerInput {
  readonly #root: HTMLElement;
  readonly #receiver: Receiver;
  readonly #listening = new AbortController();
  #isSpaceDown = false;
  #isOver = false;

  constructor(root: HTMLElement, canvas: HTMLElement, receiver: Receiver) {
    this.#root = root;
    this.#receiver = receiver;
    const { signal } = this.#listening;
    canvas.addEventListener('pointerdown', (event) => this.#down(event, canvas), { signal });
    canvas.addEventListener('pointermove', (event) => this.#move(event), { signal });
    canvas.addEventListener('pointerup', (event) => this.#up(event), { signal });
    canvas.addEventListener('pointercancel', () => receiver.input({ kind: 'cancel' }), { signal });
    canvas.addEventListener('pointerleave', () => this.#leave(), { signal });
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false });
    window.addEventListener('keydown', (event) => this.#key(event, true), { signal });
    window.addEventListener('keyup', (event) => this.#key(event, false), { signal });
    window.addEventListener('blur', () => this.#setSpace(false), { signal });
  }

  readonly end = () => this.#listening.abort();

  #place(event: MouseEvent): Point {
    const { left, top } = this.#root.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #down(event: PointerEvent, canvas: HTMLElement): void {
    if (event.button > 1) return;
    canvas.setPointerCapture(event.pointerId);
    const stage = this.#place(event);
    const at = { stage, image: this.#receiver.toImage(stage) };
    this.#receiver.input({ kind: 'down', at, isPan: event.button === 1 || this.#isSpaceDown });
  }

  #move(event: PointerEvent): void {
    this.#isOver = true;
    const stage = this.#place(event);
    this.#receiver.hover(stage);
    this.#receiver.input({ kind: 'move', at: { stage, image: this.#receiver.toImage(stage) } });
  }

  #up(event: PointerEvent): void {
    const stage = this.#place(event);
    this.#receiver.input({ kind: 'up', at: { stage, image: this.#receiver.toImage(stage) } });
  }

  #leave(): void {
    this.#isOver = false;
    this.#receiver.hover(null);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 33 : event.deltaY;
    // One notch (100 px) is a quarter; a touch pad sends many small ones.
    const factor = 1.25 ** (-Math.max(-300, Math.min(300, pixels)) / 100);
    this.#receiver.wheel(this.#place(event), factor);
  }

  #key(event: KeyboardEvent, isDown: boolean): void {
    if (event.key !== ' ') return;
    if (!isDown) {
      this.#setSpace(false);
      return;
    }
    const isElsewhere = event.target instanceof Element && event.target.closest(pressable) !== null;
    const isHere = this.#isOver || this.#root.contains(document.activeElement);
    if (isElsewhere || !isHere || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#setSpace(true);
  }

  #setSpace(isDown: boolean): void {
    this.#isSpaceDown = isDown;
    if (isDown) this.#root.dataset.pan = '';
    else delete this.#root.dataset.pan;
  }
}

/** The pointer's shape over the stage. `over`: what it hovers, where nothing is under way. */
export function pointerCursor(
  state: ToolState,
  over: { readonly context: ToolContext; readonly image: Point } | null,
): string {
  if (state.name === 'drawing') return 'crosshair';
  if (state.name === 'panning') return 'grabbing';
  if (state.name === 'moving') return 'move';
  if (state.name === 'resizing') return resizeCursors[state.handle];
  if (!over) return 'default';
  const { context, image } = over;
  const hit = hitAt(context.boxes, image, context.slop, context.selectedId);
  if (context.isReadOnly) return hit ? 'pointer' : 'grab';
  if (!hit) return 'default';
  if (hit.handle) return resizeCursors[hit.handle];
  return context.boxes.some(({ id, isEditable }) => id === hit.id && isEditable) ? 'move' : 'pointer';
}

const resizeCursors = {
  nw: 'nwse-resize',
  se: 'nwse-resize',
  ne: 'nesw-resize',
  sw: 'nesw-resize',
  n: 'ns-resize',
  s: 'ns-resize',
  e: 'ew-resize',
  w: 'ew-resize',
} as const;
