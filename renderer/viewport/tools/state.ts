import type { Box } from '../../../shared/domain/box.ts';
import type { Size } from '../../../shared/domain/size.ts';
import type { corners, Handle } from '../shapes.ts';
import type { Point } from '../view.ts';

/** What the hand is doing. Every point and box is in image pixels, but for `panning`, which follows the stage. */
export type ToolState =
  | { readonly name: 'idle' }
  | {
      readonly name: 'drawing';
      /** First corner, once it is set. */
      readonly anchor: Point | null;
      readonly cursor: Point;
      /** The button went down at the anchor and is still down: a drag ends the box where it comes up. */
      readonly isPressed: boolean;
    }
  | { readonly name: 'moving'; readonly id: string; readonly from: Point; readonly start: Box; readonly box: Box }
  | { readonly name: 'resizing'; readonly id: string; readonly handle: Handle; readonly start: Box; readonly box: Box }
  | { readonly name: 'grabbing'; readonly id: string; readonly corner: (typeof corners)[number] }
  | { readonly name: 'panning'; readonly last: Point; readonly hasMoved: boolean; readonly after: ToolState };

/** A pointer's place in both spaces. */
export type Place = { readonly image: Point; readonly stage: Point };

export type ToolInput =
  | { readonly kind: 'down'; readonly at: Place; readonly isPan: boolean }
  | { readonly kind: 'move'; readonly at: Place }
  | { readonly kind: 'up'; readonly at: Place }
  /** Begin a box; while one is begun, set the next corner where the crosshair is. */
  | { readonly kind: 'draw'; readonly cursor: Point }
  /** Take the next corner of the selected box. */
  | { readonly kind: 'grab' }
  | { readonly kind: 'arrow'; readonly dx: number; readonly dy: number; readonly isResize: boolean }
  | { readonly kind: 'cancel' };

export type ToolEffect =
  | { readonly kind: 'select'; readonly id: string | null }
  | { readonly kind: 'create'; readonly box: Box }
  /** `isNudge`: one of a row of small steps by key. */
  | { readonly kind: 'change'; readonly id: string; readonly box: Box; readonly isNudge: boolean }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number };

export type ToolContext = {
  readonly picture: Size;
  readonly boxes: readonly { readonly id: string; readonly box: Box; readonly isEditable: boolean }[];
  readonly selectedId: string | null;
  /** Image pixels in which a handle or an edge still counts as hit. */
  readonly slop: number;
  /** Nothing can be drawn or changed; a drag moves the picture. */
  readonly isReadOnly: boolean;
};

export type ToolStep = { readonly state: ToolState; readonly effects: readonly ToolEffect[] };

export const idleState: ToolState = { name: 'idle' };

export function step(state: ToolState, ...effects: ToolEffect[]): ToolStep {
  return { state, effects };
}
