import { corners, handlePoint, resizedBox } from '../shapes.ts';
import { editableSelection, whenIdle } from './idle.ts';
import { idleState, step, type ToolContext, type ToolInput, type ToolState, type ToolStep } from './state.ts';

type Grabbing = Extract<ToolState, { name: 'grabbing' }>;

/** Arrows move one corner of the selected box; the key goes on to the next corner and, after the last, lets go. */
export function whenGrabbing(state: Grabbing, input: ToolInput, context: ToolContext): ToolStep {
  const selected = editableSelection(context);
  if (!selected || selected.id !== state.id) return whenIdle(input, context);
  switch (input.kind) {
    case 'grab': {
      const next = corners[corners.indexOf(state.corner) + 1];
      return step(next === undefined ? idleState : { ...state, corner: next });
    }
    case 'arrow': {
      const { x, y } = handlePoint(selected.box, state.corner);
      const box = resizedBox(selected.box, state.corner, { x: x + input.dx, y: y + input.dy }, context.picture);
      return step(state, { kind: 'change', id: state.id, box, isNudge: true });
    }
    case 'cancel':
      return step(idleState);
    case 'down':
    case 'draw':
      return whenIdle(input, context);
    case 'move':
    case 'up':
      return step(state);
  }
}
