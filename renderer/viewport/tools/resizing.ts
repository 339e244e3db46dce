import { resizedBox } from '../shapes.ts';
import { isSame } from './moving.ts';
import { idleState, step, type ToolContext, type ToolInput, type ToolState, type ToolStep } from './state.ts';

type Resizing = Extract<ToolState, { name: 'resizing' }>;

/** A handle follows the pointer; the box is changed once, where the button comes up. */
export function whenResizing(state: Resizing, input: ToolInput, { picture }: ToolContext): ToolStep {
  if (input.kind === 'cancel') return step(idleState);
  if (input.kind !== 'move' && input.kind !== 'up') return step(state);
  const box = resizedBox(state.start, state.handle, input.at.image, picture);
  if (input.kind === 'move') return step({ ...state, box });
  return isSame(box, state.start)
    ? step(idleState)
    : step(idleState, { kind: 'change', id: state.id, box, isNudge: false });
}
