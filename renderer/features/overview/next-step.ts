import { type Action, counted, type Facts, newerTotal, to } from './attention.ts';

/** Labelled images from which a dataset is worth freezing: with fewer no role holds enough to say anything. */
const leastToFreeze = 20;

/** The one next useful step, for the primary button. */
export function nextStep({ images, unlabelled, dataset, runs, registeredRuns, model, queues }: Facts): Action {
  if (images === 0) return to('first-run', 'Import images');
  const labelled = images - unlabelled;
  const toLabel = () => to('label', `Label ${counted(unlabelled, 'image')}`, { queue: 'unlabelled' });
  const frozenNext = () => {
    if (labelled >= leastToFreeze) return to('datasets', 'Freeze a dataset');
    return unlabelled > 0 ? toLabel() : to('images', 'Import more images');
  };
  if (dataset === null) return frozenNext();
  const [newest] = runs;
  if (newest?.state === 'running') return to('train', 'Watch the training');
  if (newest?.state === 'interrupted' || newest?.state === 'stopped')
    return to('train', 'Resume the run', { run: newest.id });
  if (!newest) return to('train', 'Train a model');
  if (newest.state === 'finished' && !registeredRuns.includes(newest.id))
    return to('train', 'Register the model', { run: newest.id });
  if (model && !model.isEvaluated) return to('validate', 'Evaluate the model');
  const extra = queues['model-extra'] ?? 0;
  if (extra > 0) return to('label', `Check ${counted(extra, 'label')} the model contradicts`, { queue: 'model-extra' });
  if (newerTotal(dataset.newer) > 0) return to('datasets', `Freeze ${dataset.name} v${dataset.version + 1}`);
  if (unlabelled > 0) return toLabel();
  if (model && !model.isInProduction) return to('models', 'Decide on the model');
  return to('validate', 'Look at its errors');
}
