import { boxBetween } from '../shapes.ts';
import type { Point } from '../view.ts';
import { idleState, step, type ToolContext, type ToolInput, type ToolState, type ToolStep } from './state.ts';

type Drawing = Extract<ToolState, { name: 'drawing' }>;

/** A press that comes up this near to where it went down, in slops, was a click: the second corner is still to come. */
const clickSlops = 0.75;

/** A box by two clicks, by a drag, or by two presses of the key with the crosshair moved in between. */
export function whenDrawing(state: Drawing, input: ToolInput, context: ToolContext): ToolStep {
  switch (input.kind) {
    case 'down':
      return step({ ...state, cursor: input.at.image, anchor: state.anchor ?? input.at.image, isPressed: true });
    case 'move':
      return step({ ...state, cursor: input.at.image });
    case 'up':
      return state.isPressed ? released(state, input.at.image, context) : step(state);
    case 'draw':
      return state.anchor === null ? step({ ...state, anchor: state.cursor }) : closed(state, state.cursor, context);
    case 'arrow': {
      const cursor = {
        x: within(Math.round(state.cursor.x) + input.dx, context.picture.widthPx),
        y: within(Math.round(state.cursor.y) + input.dy, context.picture.heightPx),
      };
      return step({ ...state, cursor });
    }
    case 'cancel':
      return step(idleState);
    case 'grab':
      return step(state);
  }
}

function released(state: Drawing, at: Point, context: ToolContext): ToolStep {
  const anchor = state.anchor ?? at;
  const away = Math.max(Math.abs(at.x - anchor.x), Math.abs(at.y - anchor.y));
  if (away < context.slop * clickSlops) return step({ ...state, cursor: at, isPressed: false });
  return closed(state, at, context);
}

function closed(state: Drawing, at: Point, { picture }: ToolContext): ToolStep {
  const box = boxBetween(state.anchor ?? at, at, picture);
  return box ? step(idleState, { kind: 'create', box }) : step({ ...state, isPressed: false });
}

function within(value: number, limit: number): number {
  return Math.min(limit, Math.max(0, value));
}
