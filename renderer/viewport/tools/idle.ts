import { hitAt, movedBox, resizedBox } from '../shapes.ts';
import { idleState, step, type ToolContext, type ToolInput, type ToolStep } from './state.ts';

/** Nothing under way: a press selects, and takes what it hit along. */
export function whenIdle(input: ToolInput, context: ToolContext): ToolStep {
  switch (input.kind) {
    case 'down':
      return press(input.at.image, context);
    case 'draw':
      if (context.isReadOnly) return step(idleState);
      return step({ name: 'drawing', anchor: null, cursor: input.cursor, isPressed: false });
    case 'grab': {
      const selected = editableSelection(context);
      return step(selected ? { name: 'grabbing', id: selected.id, corner: 'nw' } : idleState);
    }
    case 'arrow': {
      const selected = editableSelection(context);
      if (!selected) return step(idleState);
      const { id, box } = selected;
      const changed = input.isResize
        ? resizedBox(box, 'se', { x: box.xMax + input.dx, y: box.yMax + input.dy }, context.picture)
        : movedBox(box, input.dx, input.dy, context.picture);
      return step(idleState, { kind: 'change', id, box: changed, isNudge: true });
    }
    case 'cancel':
      return step(idleState, { kind: 'select', id: null });
    case 'move':
    case 'up':
      return step(idleState);
  }
}

function press(point: { readonly x: number; readonly y: number }, context: ToolContext): ToolStep {
  const hit = hitAt(context.boxes, point, context.slop, context.selectedId);
  if (!hit) return step(idleState, { kind: 'select', id: null });
  const target = context.boxes.find(({ id }) => id === hit.id);
  const select = { kind: 'select', id: hit.id } as const;
  if (!target?.isEditable || context.isReadOnly) return step(idleState, select);
  const { id, box } = target;
  return hit.handle
    ? step({ name: 'resizing', id, handle: hit.handle, start: box, box }, select)
    : step({ name: 'moving', id, from: point, start: box, box }, select);
}

export function editableSelection({ boxes, selectedId, isReadOnly }: ToolContext) {
  return isReadOnly ? undefined : boxes.find(({ id, isEditable }) => id === selectedId && isEditable);
}
