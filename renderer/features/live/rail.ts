import type { RailState } from '../../app/screen.ts';
import { useLive } from './use-live.ts';

export function useLiveRail(): RailState | null {
  const live = useLive();
  if (!live) return null;
  const last = live.history.at(-1);
  switch (live.state) {
    case 'off':
      return { node: 'empty', words: 'off' };
    case 'starting':
      return { node: 'running', words: 'starting' };
    case 'down':
      return { node: 'failed', words: 'the station ended' };
    case 'on':
      return { node: 'fresh', words: last ? `replay, ${last.verdict}` : 'replay' };
  }
}
