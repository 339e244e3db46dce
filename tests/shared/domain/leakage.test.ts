import { expect, it } from 'vitest';
import { measureLeakage, type RecordedFrame } from '../../../shared/domain/leakage.ts';

const frame = (minute: number, role: RecordedFrame['role'], more: Partial<RecordedFrame> = {}): RecordedFrame => ({
  imageId: `${more.source ?? 'cam1'}-${minute}`,
  source: 'cam1',
  path: `${minute}.png`,
  capturedLocal: `2024-09-15T06:${String(minute).padStart(2, '0')}:00.000`,
  block: role ?? 'none',
  role,
  ...more,
});

it('a frame is near train within two frames of its source and under ten minutes', () => {
  const near = (frames: readonly RecordedFrame[]) => measureLeakage(frames).val.shareNearTrainFrame;
  expect(near([frame(0, 'train'), frame(1, 'val'), frame(2, 'val'), frame(3, 'val')])).toBeCloseTo(2 / 3);
  expect(near([frame(0, 'train'), frame(10, 'val')])).toBe(0);
  expect(near([frame(0, 'train'), frame(9, 'val')])).toBe(1);
  expect(near([frame(0, 'train'), frame(1, null), frame(2, null), frame(3, 'val')])).toBe(0);
  expect(near([frame(0, 'train'), frame(1, 'val', { source: 'cam2' })])).toBe(0);
  expect(near([frame(5, 'val'), frame(6, 'train')])).toBe(1);
});

it('without times, neighbours in name order count as near', () => {
  const untimed = [frame(1, 'train'), frame(2, 'test'), frame(10, 'test'), frame(11, 'test')].map((other) => ({
    ...other,
    capturedLocal: null,
  }));
  expect(measureLeakage(untimed).test).toMatchObject({ images: 3, shareNearTrainFrame: expect.closeTo(2 / 3) });
});

it('an image whose block holds a train image is counted in the block figure', () => {
  const frames = [
    frame(0, 'train', { block: 'a' }),
    frame(20, 'val', { block: 'a' }),
    frame(40, 'val', { block: 'b' }),
  ];
  expect(measureLeakage(frames).val).toEqual({ images: 2, shareInTrainBlock: 0.5, shareNearTrainFrame: 0 });
  expect(measureLeakage(frames).test).toEqual({ images: 0, shareInTrainBlock: 0, shareNearTrainFrame: 0 });
});
