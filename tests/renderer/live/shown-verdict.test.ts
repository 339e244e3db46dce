import { describe, expect, test } from 'vitest';
import { shownVerdict } from '../../../renderer/features/live/shown-verdict.ts';
import { ageWords, quantile } from '../../../renderer/features/live/words.ts';
import type { LiveFrame, LiveStatus } from '../../../shared/contract/station.ts';

const now = Date.parse('2026-11-25T14:30:00Z');
const frame = (ageMs: number): LiveFrame => ({
  serial: 7,
  name: 'a.png',
  path: '/frames/a.png',
  at: new Date(now - ageMs).toISOString(),
  fileAt: null,
  verdict: 'PRESENT',
  isAnswered: true,
  reason: null,
  score: 0.9,
  threshold: 0.5,
  boxes: [],
  size: null,
  timingsMs: { total: 40 },
  roundTripMs: 45,
});
const on: LiveStatus = {
  state: 'on',
  model: 'plug@1',
  source: { kind: 'watched', folder: '/frames' },
  frames: null,
  intervalMs: 1000,
  startedAt: new Date(now - 600_000).toISOString(),
  trouble: null,
  restarts: 0,
  skipped: 0,
  counts: { PRESENT: 7, ABSENT: 0, UNKNOWN: 0 },
  history: [frame(2000)],
  alarms: [],
  lastCleared: null,
};

describe('a PRESENT of the past is never shown as one of now', () => {
  test.each<[string, Partial<LiveStatus>, boolean, string]>([
    ['fresh', {}, false, 'PRESENT'],
    ['the engine is away', {}, true, 'UNKNOWN'],
    ['the station is down', { state: 'down' }, false, 'UNKNOWN'],
    ['the station is starting', { state: 'starting' }, false, 'UNKNOWN'],
    ['no frame yet', { history: [] }, false, 'UNKNOWN'],
    ['no new frame for two minutes', { history: [frame(120_000)] }, false, 'UNKNOWN'],
    ['a replay between two frames', { source: { kind: 'workspace' }, history: [frame(5900)] }, false, 'PRESENT'],
    ['a replay that stands still', { source: { kind: 'workspace' }, history: [frame(12_000)] }, false, 'UNKNOWN'],
    [
      'a slow replay between two frames',
      { source: { kind: 'folder', folder: '/frames' }, intervalMs: 60_000, history: [frame(64_900)] },
      false,
      'PRESENT',
    ],
    [
      'a slow replay that stands still',
      { source: { kind: 'folder', folder: '/frames' }, intervalMs: 60_000, history: [frame(71_000)] },
      false,
      'UNKNOWN',
    ],
  ])('%s', (_, changes, isAway, verdict) => {
    expect(shownVerdict({ ...on, ...changes }, isAway, now)?.verdict).toBe(verdict);
  });

  test('nothing is shown while nothing runs', () => {
    expect(shownVerdict({ ...on, state: 'off' }, false, now)).toBeNull();
    expect(shownVerdict(null, false, now)).toBeNull();
  });
});

test('a share of the frames is told from twenty on, by the nearest rank', () => {
  const values = Array.from({ length: 20 }, (_, at) => 20 - at);
  expect(quantile(values, 0.95, 20)).toBe(19);
  expect(quantile(values.slice(1), 0.95, 20)).toBeNull();
});

test('ages in words', () => {
  expect([400, 75_000, 720_000, 3 * 3_600_000].map(ageWords)).toEqual(['0.4 s', '75 s', '12 min', '3 h']);
});
