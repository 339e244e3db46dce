import type { Box } from '../../../shared/domain/box.ts';
import { movedBox } from '../shapes.ts';
import { idleState, step, type ToolContext, type ToolInput, type ToolState, type ToolStep } from './state.ts';

type Moving = Extract<ToolState, { name: 'moving' }>;

/** A box follows the pointer; it is changed once, where the button comes up. */
export function whenMoving(state: Moving, input: ToolInput, { picture }: ToolContext): ToolStep {
  if (input.kind === 'cancel') return step(idleState);
  if (input.kind !== 'move' && input.kind !== 'up') return step(state);
  const { x, y } = input.at.image;
  const box = movedBox(state.start, x - state.from.x, y - state.from.y, picture);
  if (input.kind === 'move') return step({ ...state, box });
  return isSame(box, state.start)
    ? step(idleState)
    : step(idleState, { kind: 'change', id: state.id, box, isNudge: false });
}

export function isSame(a: Box, b: Box): boolean {
  return a.xMin === b.xMin && a.yMin === b.yMin && a.xMax === b.xMax && a.yMax === b.yMax;
}
