import { hitAt } from '../shapes.ts';
import { whenDrawing } from './drawing.ts';
import { whenGrabbing } from './grabbing.ts';
import { whenIdle } from './idle.ts';
import { whenMoving } from './moving.ts';
import { whenPanning } from './panning.ts';
import { whenResizing } from './resizing.ts';
import { step, type ToolContext, type ToolInput, type ToolState, type ToolStep } from './state.ts';

/** One step of the tools: what the hand does next, and what that does to the boxes. Where nothing can be changed, a drag moves the picture. */
export function nextStep(state: ToolState, input: ToolInput, context: ToolContext): ToolStep {
  const isHandFree = state.name !== 'moving' && state.name !== 'resizing' && state.name !== 'panning';
  if (input.kind === 'down' && isHandFree && (input.isPan || context.isReadOnly)) {
    const pan: ToolState = { name: 'panning', last: input.at.stage, hasMoved: false, after: state };
    const hit = input.isPan ? null : hitAt(context.boxes, input.at.image, context.slop, context.selectedId);
    return hit ? step(pan, { kind: 'select', id: hit.id }) : step(pan);
  }
  switch (state.name) {
    case 'idle':
      return whenIdle(input, context);
    case 'drawing':
      return whenDrawing(state, input, context);
    case 'moving':
      return whenMoving(state, input, context);
    case 'resizing':
      return whenResizing(state, input, context);
    case 'grabbing':
      return whenGrabbing(state, input, context);
    case 'panning':
      return whenPanning(state, input);
  }
}
