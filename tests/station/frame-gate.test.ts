import { describe, expect, it } from 'vitest';
import { type Admission, frameGate } from '../../electron/station/serving/frame-gate.ts';
import type { Result } from '../../shared/domain/problem.ts';

function admitted(result: Result<Admission>): Admission {
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.value;
}

describe('the gate before the image program', () => {
  it('lets frames in one at a time, in the order they came', async () => {
    const enter = frameGate({ inFlight: 1, waiting: 5, longestWaitMs: 10_000 });
    const order: number[] = [];
    let inside = 0;
    const frame = async (number: number) => {
      const { leave } = admitted(await enter());
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(number);
      inside -= 1;
      leave();
      leave();
    };
    await Promise.all([1, 2, 3, 4, 5, 6].map(frame));
    expect(order).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('refuses the frame for which there is no place to wait, and takes one again after the next has left', async () => {
    const enter = frameGate({ inFlight: 1, waiting: 1, longestWaitMs: 10_000 });
    const first = admitted(await enter());
    const second = enter();
    const third = await enter();
    expect(third.ok ? null : third.problem.code).toBe('busy');
    first.leave();
    const admittedSecond = admitted(await second);
    const fourth = enter();
    admittedSecond.leave();
    admitted(await fourth).leave();
    admitted(await enter()).leave();
  });

  it('refuses a frame that waited too long, and does not lose its place to it', async () => {
    const enter = frameGate({ inFlight: 1, waiting: 2, longestWaitMs: 20 });
    const first = admitted(await enter());
    const late = await enter();
    expect(late.ok ? null : late.problem.sentence).toContain('waited 0.02 s');
    first.leave();
    admitted(await enter()).leave();
    admitted(await enter()).leave();
  });
});
