import './live.css';
import { Running } from './running.tsx';
import { Start } from './start-panel.tsx';
import { useLivePart } from './use-live.ts';

/** Frames through the real station program, for the screen: what it says, how long it takes, what it said before. */
export function LiveView() {
  const state = useLivePart((live) => live?.state ?? null);
  if (state === null) return null;
  return state === 'off' ? <Start /> : <Running />;
}
