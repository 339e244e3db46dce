import { describe, expect, test } from 'vitest';
import {
  alarmConditions,
  nextAlarms,
  type ProcessAlarm,
  type StationFacts,
} from '../../../shared/domain/process-alarm.ts';

const now = Date.parse('2026-11-25T14:30:00Z');
const calm: StationFacts = {
  isDown: false,
  watchedFolder: '\\\\pm2-hmi\\frames',
  folderTrouble: null,
  intervalMs: 1000,
  lastFrameAt: now - 5000,
  answered: Array.from({ length: 60 }, () => ({ verdict: 'PRESENT' as const, reason: null })),
};
const withUnknown = (count: number) =>
  calm.answered.map((frame, at) => (at < count ? { verdict: 'UNKNOWN' as const, reason: 'blurred' } : frame));
const ids = (facts: Partial<StationFacts>) => alarmConditions({ ...calm, ...facts }, now).map(({ id }) => id);

describe('conditions', () => {
  test.each<[string, Partial<StationFacts>, string[]]>([
    ['all is well', {}, []],
    ['the station is down', { isDown: true }, ['station-down']],
    ['59 s without a frame', { lastFrameAt: now - 59_000 }, []],
    ['61 s without a frame', { lastFrameAt: now - 61_000 }, ['no-frame']],
    ['11 s without a frame of a replay', { lastFrameAt: now - 11_000, watchedFolder: null }, []],
    ['12 s without a frame of a replay', { lastFrameAt: now - 12_000, watchedFolder: null }, ['no-frame']],
    ['a replay at a slow rate', { lastFrameAt: now - 69_000, watchedFolder: null, intervalMs: 60_000 }, []],
    ['the share is away, which explains the missing frames', { folderTrouble: 'EIO', lastFrameAt: 0 }, ['folder-away']],
    ['four UNKNOWN of sixty', { answered: withUnknown(4) }, []],
    ['five UNKNOWN of sixty', { answered: withUnknown(5) }, ['unknown-share']],
    ['five long ago', { answered: [...withUnknown(5), ...calm.answered] }, []],
  ])('%s', (_, facts, expected) => expect(ids(facts)).toEqual(expected));

  test('the most frequent reason is said', () => {
    const answered = ['dark', 'blurred', 'dark', 'dark', 'blurred'].map((reason) => ({
      verdict: 'UNKNOWN' as const,
      reason,
    }));
    expect(alarmConditions({ ...calm, answered }, now)).toMatchObject([
      { title: '5 of the last 5 frames UNKNOWN (limit 5).', advice: 'Most often: dark' },
    ]);
  });
});

describe('alarms', () => {
  const seen: ProcessAlarm = {
    id: 'unknown-share',
    priority: 2,
    title: '5 of the last 60 frames UNKNOWN (limit 5).',
    advice: 'Most often: dark',
    since: '2026-11-25T14:00:00Z',
    acknowledgedAt: '2026-11-25T14:01:00Z',
  };
  const at = '2026-11-25T14:30:00Z';

  test('one that stays keeps its begin and its acknowledgement, and takes the new figure', () => {
    const { since: _since, acknowledgedAt: _seen, ...condition } = seen;
    const { alarms, raised, cleared } = nextAlarms([seen], [{ ...condition, title: '9 of the last 60' }], at);
    expect(alarms).toEqual([{ ...seen, title: '9 of the last 60' }]);
    expect([raised, cleared]).toEqual([[], []]);
  });

  test('one whose condition is gone is cleared, and comes back unacknowledged', () => {
    const gone = nextAlarms([seen], [], at);
    expect(gone).toMatchObject({ alarms: [], cleared: [{ id: 'unknown-share' }] });
    const { since: _since, acknowledgedAt: _seen, ...condition } = seen;
    expect(nextAlarms(gone.alarms, [condition], at).alarms).toEqual([
      { ...condition, since: at, acknowledgedAt: null },
    ]);
  });

  test('what nobody has seen stands first, then the most urgent', () => {
    const { since: _since, acknowledgedAt: _seen, ...known } = seen;
    const down = { id: 'station-down', priority: 1, title: 'down', advice: '' } as const;
    const quiet = { id: 'no-frame', priority: 2, title: 'quiet', advice: '' } as const;
    expect(nextAlarms([seen], [quiet, known, down], at).alarms.map(({ id }) => id)).toEqual([
      'station-down',
      'no-frame',
      'unknown-share',
    ]);
  });
});
