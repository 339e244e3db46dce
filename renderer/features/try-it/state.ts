import { create } from 'zustand';
import type { TriedPicture } from '../../../shared/contract/models.ts';
import type { Problem } from '../../../shared/domain/problem.ts';

/** One picture on the bench, and what became of it. */
export type Tried = {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly folder: string;
  readonly sha256: string;
  readonly model: string;
  readonly answer: TriedPicture | null;
  readonly problem: Problem | null;
  /** It was sent to the label queue. */
  readonly isSent: boolean;
};

type Bench = {
  readonly model: string | null;
  readonly pictures: readonly Tried[];
  readonly selected: string | null;
};

/** The bench is of this visit: nothing on it is part of the workspace until it is sent to the label queue. */
export const useBench = create<Bench>(() => ({ model: null, pictures: [], selected: null }));

export function putOnBench(tried: Tried): void {
  useBench.setState(({ pictures }) => ({
    pictures: [tried, ...pictures.filter(({ id }) => id !== tried.id)].slice(0, 50),
    selected: tried.id,
  }));
}

export function changeTried(id: string, change: Partial<Tried>): void {
  useBench.setState(({ pictures }) => ({
    pictures: pictures.map((one) => (one.id === id ? { ...one, ...change } : one)),
  }));
}
