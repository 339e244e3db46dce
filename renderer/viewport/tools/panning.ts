import { step, type ToolInput, type ToolState, type ToolStep } from './state.ts';

type Panning = Extract<ToolState, { name: 'panning' }>;

/** A press that never moves further than this, in CSS pixels, was a click and leaves the picture where it is. */
const clickPx = 3;

/** The picture follows the pointer; whatever was under way before goes on after it. */
export function whenPanning(state: Panning, input: ToolInput): ToolStep {
  if (input.kind === 'cancel') return step(state.after);
  if (input.kind !== 'move' && input.kind !== 'up') return step(state);
  const { x, y } = input.at.stage;
  const [dx, dy] = [x - state.last.x, y - state.last.y];
  const hasMoved = state.hasMoved || Math.hypot(dx, dy) > clickPx;
  const next = input.kind === 'up' ? state.after : { ...state, hasMoved, last: hasMoved ? input.at.stage : state.last };
  return hasMoved && (dx !== 0 || dy !== 0) ? step(next, { kind: 'pan', dx, dy }) : step(next);
}
