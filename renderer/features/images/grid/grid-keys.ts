import { besideInColumn, type GridGeometry } from './grid-geometry.ts';

export type KeyEffect =
  | { readonly kind: 'move'; readonly to: number; readonly isRange: boolean }
  | { readonly kind: 'toggle' | 'open' | 'all' | 'clear' };

type Press = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

/** What a key does in the grid; null: it is for somebody else. `perView`: rows that a page of the view holds. */
export function afterKey(
  press: Press,
  { geometry, active, perView }: { readonly geometry: GridGeometry; readonly active: number; readonly perView: number },
): KeyEffect | null {
  if (geometry.count === 0 || press.altKey) return null;
  const isCtrl = press.ctrlKey || press.metaKey;
  if (isCtrl) return press.key.toLowerCase() === 'a' ? { kind: 'all' } : isEnd(press.key, geometry, press.shiftKey);
  const within = (position: number) => Math.max(0, Math.min(geometry.count - 1, position));
  const move = (position: number): KeyEffect => ({ kind: 'move', to: within(position), isRange: press.shiftKey });
  const rows = (direction: -1 | 1, count: number) => {
    let to = active;
    for (let row = 0; row < count; row++) to = besideInColumn(geometry, to, direction);
    return move(to);
  };
  switch (press.key) {
    case 'ArrowLeft':
      return move(active - 1);
    case 'ArrowRight':
      return move(active + 1);
    case 'ArrowUp':
      return rows(-1, 1);
    case 'ArrowDown':
      return rows(1, 1);
    case 'PageUp':
      return rows(-1, perView);
    case 'PageDown':
      return rows(1, perView);
    case 'Home':
    case 'End':
      return isEnd(press.key, geometry, press.shiftKey);
    case ' ':
      return { kind: 'toggle' };
    case 'Enter':
      return { kind: 'open' };
    case 'Escape':
      return { kind: 'clear' };
    default:
      return null;
  }
}

function isEnd(key: string, geometry: GridGeometry, isRange: boolean): KeyEffect | null {
  if (key === 'Home') return { kind: 'move', to: 0, isRange };
  return key === 'End' ? { kind: 'move', to: geometry.count - 1, isRange } : null;
}
