import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import { count, tries } from '../../../shared/evaluation/wording.ts';
import type { RailState } from '../../app/screen.ts';
import { stateOfWork } from '../../app/step-work.ts';
import { useConnection, useEngine } from '../../client/index.ts';

/** What the newest evaluation says, whether a newer model waits for one, or how far one is. */
export function useValidateRail(): RailState | null {
  const { data: evaluations } = useEngine(['evaluations.list'], (client) => client.evaluations.list());
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const jobs = useConnection((state) => state.jobs);
  const work = stateOfWork(jobs, { evaluate: { failed: 'the last evaluation failed' } });
  if (work) return work;
  if (!evaluations || !models) return null;
  const [newest] = evaluations;
  if (!newest) return { node: 'empty', words: models.length === 0 ? 'no model yet' : 'nothing evaluated' };
  const waiting = models.find(
    ({ name, version, createdAt }) =>
      createdAt > newest.createdAt &&
      !evaluations.some(({ model, modelVersion }) => model === name && modelVersion === version),
  );
  if (waiting) return { node: 'stale', words: `${waiting.name} v${waiting.version} not evaluated` };
  return { node: 'fresh', words: wrongWords(newest) };
}

function wrongWords({ figures: { imageLevel, images } }: EvaluationSummary): string {
  if (imageLevel === null) return `${count(images)} images`;
  const { falsePositives, misses } = imageLevel;
  return `${falsePositives.errors + misses.errors} of ${tries(falsePositives.trials + misses.trials)} wrong`;
}
