import type { RailState } from '../../app/screen.ts';
import { needsAttention } from './attention.ts';
import { useFacts } from './use-facts.ts';

export function useOverviewRail(): RailState | null {
  const facts = useFacts({ isShown: false });
  if (!facts) return null;
  const waiting = needsAttention(facts).length;
  return { node: 'over', words: waiting === 0 ? 'nothing waits' : `${waiting} to look at` };
}
