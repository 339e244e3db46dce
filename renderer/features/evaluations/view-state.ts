import { create } from 'zustand';

type ViewState = {
  /** Looks at test roles journalled from this window, by evaluation; a reload forgets them, and the role is locked again. */
  readonly looks: Readonly<Record<number, number>>;
  /** Jobs of evaluations asked for here, by subject. */
  readonly jobs: Readonly<Record<string, string>>;
  readonly layers: { readonly predicted: boolean; readonly truth: boolean };
  /** Where the gallery was scrolled to, so that coming back from Label finds the same place. */
  readonly scrollTop: number;
};

export const useView = create<ViewState>(() => ({
  looks: {},
  jobs: {},
  layers: { predicted: true, truth: true },
  scrollTop: 0,
}));

export function rememberLook(evaluationId: number, lookId: number): void {
  useView.setState(({ looks }) => ({ looks: { ...looks, [evaluationId]: lookId } }));
}

export function rememberJob(subject: string, jobId: string): void {
  useView.setState(({ jobs }) => ({ jobs: { ...jobs, [subject]: jobId } }));
}

/** Hides every box, or shows both kinds again. */
export function toggleBoxes(): void {
  useView.setState(({ layers }) => {
    const isShown = !layers.predicted && !layers.truth;
    return { layers: { predicted: isShown, truth: isShown } };
  });
}

export function toggleLayer(layer: 'predicted' | 'truth'): void {
  useView.setState(({ layers }) => ({ layers: { ...layers, [layer]: !layers[layer] } }));
}
