import type { PipelineEstimate } from '../../../../shared/contract/pipeline.ts';
import { useEngine } from '../../../client/index.ts';
import { firstTraining } from '../use-begin.ts';

/** How long the first training would take; undefined: not asked, or being measured. */
export function useTrainingEstimate(
  word: string,
  isRehearsal: boolean,
  isAsked: boolean,
): PipelineEstimate | undefined {
  const input = firstTraining(word, isRehearsal);
  const { data } = useEngine(
    ['pipeline.estimate', input],
    // Nobody's name matters to how long it takes.
    (client) => client.pipeline.estimate({ ...input, author: 'workstation' }),
    isAsked,
  );
  return isAsked ? data : undefined;
}
