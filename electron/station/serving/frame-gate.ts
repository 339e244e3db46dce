import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';

export type FrameGateOptions = {
  /** Frames worked on at a time. */
  readonly inFlight: number;
  /** Frames that may wait; one more is refused at once. */
  readonly waiting: number;
  readonly longestWaitMs: number;
};

/** Let in: call `leave` once the frame is done, whatever became of it. */
export type Admission = { readonly waitedMs: number; readonly leave: () => void };

type Waiter = { readonly admit: () => void };

/** Admits frames in the order they came, a bounded number at a time; who would wait too long is told so (`busy`). */
export function frameGate({ inFlight, waiting, longestWaitMs }: FrameGateOptions): () => Promise<Result<Admission>> {
  let busy = 0;
  const queue = new Set<Waiter>();
  const leaveOnce = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      busy -= 1;
      const [next] = queue;
      next?.admit();
    };
  };
  return () =>
    new Promise((resolve) => {
      const came = performance.now();
      const enter = () => {
        busy += 1;
        resolve(success({ waitedMs: performance.now() - came, leave: leaveOnce() }));
      };
      if (busy < inFlight) return enter();
      if (queue.size >= waiting) return resolve(tooMany(`${queue.size} pictures wait already`));
      const waiter: Waiter = {
        admit: () => {
          clearTimeout(timer);
          queue.delete(waiter);
          enter();
        },
      };
      const timer = setTimeout(() => {
        queue.delete(waiter);
        resolve(tooMany(`the picture waited ${longestWaitMs / 1000} s for the ones before it`));
      }, longestWaitMs);
      queue.add(waiter);
    });
}

function tooMany(why: string): { readonly ok: false; readonly problem: Problem } {
  return failure('busy', `The picture was not looked at: ${why}. Send it again in a moment.`);
}
