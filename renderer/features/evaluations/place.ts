import { useEffect } from 'react';
import { create } from 'zustand';
import { adjustRoute, useRoute } from '../../app/navigation.ts';

export type Parameters = Readonly<Record<string, string>>;

/** What a slider under the hand, or a key held down, changed and the address does not say yet. */
const usePending = create<{ readonly changes: Parameters }>(() => ({ changes: {} }));

/** A browser takes 200 changes of its address in 30 seconds and drops the others; a slider makes 60 a second. */
const quietMs = 250;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Changes where the page is at once, and the address once it has been quiet; an empty value removes a parameter. */
export function changePlace(changes: Parameters): void {
  usePending.setState((known) => ({ changes: { ...known.changes, ...changes } }));
  clearTimeout(timer);
  timer = setTimeout(settlePlace, quietMs);
}

/** Writes what is pending into the address now: before going elsewhere, so that the way back leads here. */
export function settlePlace(): void {
  clearTimeout(timer);
  const { changes } = usePending.getState();
  if (Object.keys(changes).length === 0) return;
  adjustRoute(changes);
  usePending.setState({ changes: {} });
}

/** The gallery shows these, the first of them chosen. */
export function showOnly(filter: string): void {
  changePlace({ filter, image: '' });
}

/** The gallery shows every picture; the one in view stays. */
export function showAll(): void {
  changePlace({ filter: '' });
}

/** What the address says with what is pending over it. What is pending when the screen is left is forgotten. */
export function usePlaceParameters(): Parameters {
  const { parameters } = useRoute();
  const pending = usePending((state) => state.changes);
  useEffect(() => {
    return () => {
      clearTimeout(timer);
      usePending.setState({ changes: {} });
    };
  }, []);
  return Object.keys(pending).length === 0 ? parameters : { ...parameters, ...pending };
}
