import type { RailState } from '../../app/screen.ts';
import { useBenchModel } from './use-bench-model.ts';

export function useTryRail(): RailState | null {
  const { model, isKnown } = useBenchModel();
  if (!isKnown) return null;
  return { node: 'try', words: model ? `with ${model.replace('@', ' v')}` : 'needs a model' };
}
