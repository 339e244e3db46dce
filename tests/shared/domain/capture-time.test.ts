import { describe, expect, it } from 'vitest';
import {
  captureTimeOf,
  localOf,
  minutesBetween,
  parseExifDateTime,
  parseLocal,
  timeInFileName,
} from '../../../shared/domain/capture-time.ts';

describe('the capture time in a file name', () => {
  it.each([
    ['20240915_061233.png', '2024-09-15T06:12:33.000'],
    ['IMG_20240915_061233_0007.JPG', '2024-09-15T06:12:33.000'],
    ['cam2-2024-09-15-06-12-33.bmp', '2024-09-15T06:12:33.000'],
    ['2024-09-15T06:12:33.125.png', '2024-09-15T06:12:33.125'],
    ['2024-09-15T06.12.33.png', '2024-09-15T06:12:33.000'],
    ['2024-09-15 06h12m33s.png', '2024-09-15T06:12:33.000'],
    ['20240915061233125.png', '2024-09-15T06:12:33.125'],
    ['20240915T061233_250000.png', '2024-09-15T06:12:33.250'],
    ['station1__2024.09.15__06.12.33.tif', '2024-09-15T06:12:33.000'],
    ['15.09.2024_06-12-33.png', '2024-09-15T06:12:33.000'],
    ['line2/2024-09-15/06-12-33_001.png', '2024-09-15T06:12:33.001'],
    ['line2/20240915/shot_1.png', null],
    ['2024-02-30_06-12-33.png', null],
    ['20240915_256000.png', null],
    ['20240915.png', null],
    ['serial_1202409150612339.png', null],
    ['0001.png', null],
    ['20240915-0612-4335-a1f3-79764ab1daca_1.png', null],
    ['20240915-0612-3325-a112-202409150612_1.png', null],
  ])('%s', (path, expected) => {
    expect(timeInFileName(path)).toBe(expected);
  });
});

describe('the capture time', () => {
  it('comes from the first that exists: trigger journal, file name, EXIF, declared shift, confirmed modification time', () => {
    const all = {
      path: '20240915_061233.png',
      triggerLocal: '2024-09-15 06:12:30.5',
      exifDateTime: '2024:09:15 06:12:31',
      declaredShift: { day: '2024-09-14', startHour: 6 },
      confirmedModificationLocal: '2024-09-16T00:00:00',
    };
    expect(captureTimeOf(all)).toEqual({ local: '2024-09-15T06:12:30.500', source: 'trigger-journal' });
    expect(captureTimeOf({ ...all, triggerLocal: null })?.source).toBe('file-name');
    const unnamed = { ...all, triggerLocal: null, path: 'x.png' };
    expect(captureTimeOf(unnamed)?.source).toBe('exif');
    expect(captureTimeOf({ ...unnamed, exifDateTime: '0000:00:00 00:00:00' })).toEqual({
      local: '2024-09-14T06:00:00.000',
      source: 'declared-shift',
    });
    expect(captureTimeOf({ path: 'x.png', confirmedModificationLocal: '2024-09-16T00:00:00' })?.source).toBe(
      'modification-time',
    );
    expect(captureTimeOf({ path: 'x.png' })).toBeNull();
  });

  it('is a wall-clock time: a zone is not taken', () => {
    expect(parseLocal('2024-09-15T06:12:33Z')).toBeNull();
    expect(parseLocal('2024-09-15T06:12:33+02:00')).toBeNull();
    expect(parseExifDateTime('2024:09:15 06:12:33')).toBe('2024-09-15T06:12:33.000');
    expect(parseLocal(localOf(new Date(2024, 8, 15, 6, 12, 33, 7)))).toBe('2024-09-15T06:12:33.007');
  });

  it('has distances in minutes, over midnight too', () => {
    expect(minutesBetween('2024-09-16T00:01:00.000', '2024-09-15T23:59:30.000')).toBe(1.5);
  });
});
