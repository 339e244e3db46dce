import { create } from 'zustand';
import { type EngineClient, engine } from './connection.ts';
import { problemOf } from './queries.ts';

/** What the engine did not do of what was told; null: nothing, or it was long ago. The line at the bottom says it. */
export const useRefusal = create<{ readonly sentence: string | null }>(() => ({ sentence: null }));

const saidMs = 20_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells the engine something nobody waits for: a theme, a stop. A refusal is said in the line at the bottom. */
export function tell(act: (client: EngineClient) => Promise<unknown>): void {
  say(null);
  void (async () => act(engine()))().catch((error) => say(problemOf(error).sentence));
}

function say(sentence: string | null): void {
  clearTimeout(timer);
  useRefusal.setState({ sentence });
  if (sentence !== null) timer = setTimeout(() => say(null), saidMs);
}
