import { useMemo } from 'react';
import type { Box } from '../../shared/domain/box.ts';
import type { Stage } from './stage.ts';

/** What a screen's keys and buttons do with its viewport; nothing where it is not on the screen. */
export class ViewportHandle {
  stage: Stage | null = null;
  readonly #listeners = new Set<() => void>();
  #stopView: (() => void) | null = null;

  /** For the viewport alone. */
  attach(stage: Stage | null): void {
    this.#stopView?.();
    this.stage = stage;
    this.#stopView = stage?.onView(() => this.#tell()) ?? null;
    this.#tell();
  }

  /** Keys go to the picture from now on. */
  readonly focus = (): void => this.stage?.focus();
  readonly fit = (): void => this.stage?.fit();
  readonly oneToOne = (): void => this.stage?.oneToOne();
  readonly zoomIn = (): void => this.stage?.zoomBy(1.25);
  readonly zoomOut = (): void => this.stage?.zoomBy(1 / 1.25);
  readonly lookLeft = (): void => this.stage?.look(-1, 0);
  readonly lookRight = (): void => this.stage?.look(1, 0);
  readonly lookUp = (): void => this.stage?.look(0, -1);
  readonly lookDown = (): void => this.stage?.look(0, 1);
  zoomTo(box: Box): void {
    this.stage?.zoomTo(box);
  }
  /** Begins a box, or sets its next corner at the crosshair. */
  readonly draw = (): void => this.stage?.draw();
  /** Takes the next corner of the selected box. */
  readonly grab = (): void => this.stage?.grab();
  /** Ends what is under way; with nothing under way, deselects. */
  readonly cancel = (): void => this.stage?.cancel();
  /** Moves what the hand has (crosshair, corner, selected box) by image pixels; `isResize`: moves the box's right and lower edge. */
  arrow(dx: number, dy: number, isResize = false): void {
    this.stage?.arrow(dx, dy, isResize);
  }

  /** `Fit, 31 %`: how much of a screen pixel a picture's pixel takes. */
  readonly zoomWords = (): string => {
    if (!this.stage) return '';
    const percent = this.stage.magnification * 100;
    const words = `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
    return this.stage.view.isFit ? `Fit, ${words}` : words;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export function useViewport(): ViewportHandle {
  return useMemo(() => new ViewportHandle(), []);
}
