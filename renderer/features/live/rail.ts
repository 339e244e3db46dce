import type { RailState } from '../../app/screen.ts';
import { useLivePart } from './use-live.ts';

export function useLiveRail(): RailState | null {
  const state = useLivePart((live) => live?.state ?? null);
  const isWatching = useLivePart((live) => live?.source?.kind === 'watched');
  const alarms = useLivePart((live) => live?.alarms.length ?? 0);
  if (state === null) return null;
  const runs = isWatching ? 'watches a folder' : 'replay';
  if (alarms > 0) return { node: 'alarm2', words: `${runs} · ${alarms === 1 ? '1 alarm' : `${alarms} alarms`}` };
  switch (state) {
    case 'off':
      return { node: 'empty', words: 'off' };
    case 'starting':
      return { node: 'running', words: 'the station is starting' };
    case 'down':
      return { node: 'failed', words: 'the station is down' };
    case 'on':
      return { node: 'fresh', words: runs };
  }
}
