import { type Result, success } from '../../../shared/domain/problem.ts';
import { atomicWrite, killPoint } from '../../platform/index.ts';
import { buildInferenceModel } from '../network/index.ts';
import { readBest, writeBest } from './checkpoint-files.ts';
import { peakMemoryMb } from './clock.ts';
import type { Run } from './start-run.ts';

/**
 * Exports the best checkpoint as the inference model. Without a best (a val role without boxes chooses nothing) the last epoch's average
 * is taken. The same checkpoint gives the same bytes; done again after a kill, it changes nothing.
 */
export function finish(run: Run): Result<void> {
  const { paths, frame, job, plan, emit } = run;
  const { best, history, elapsedSeconds } = run.state.progress;
  const bestEpoch = (best?.epoch ?? history.length - 1) + 1;
  if (best === null) {
    writeBest(paths, frame, run.state, job, bestEpoch);
    const sentence = 'The val role has no box, so no epoch could be chosen: the last one was taken.';
    emit({ event: 'note', sentence });
  }
  const state = readBest(paths, frame.config);
  if (!state.ok) return state;
  const model = buildInferenceModel(frame.config, plan.network, state.value, {
    classNames: job.classes,
    description: 'Plugsight detector',
    author: 'Plugsight',
    license: 'as its training images',
    version: '1',
    plugsight: { network: frame.config, networkInput: plan.network, preparation: job.preparation, epoch: bestEpoch },
  });
  atomicWrite(paths.model, model, { stage: 'train.model' });
  emit({ event: 'saved', kind: 'model', epoch: bestEpoch, path: paths.model });
  killPoint('train.finished');
  emit({
    event: 'finished',
    epochs: history.length,
    stoppedEarly: history.length < plan.epochs,
    bestEpoch,
    best: history[bestEpoch - 1]!,
    elapsedSeconds,
    imagesPerSecond: (history.length * plan.batchesPerEpoch * plan.batch) / elapsedSeconds,
    peakMemoryMb: peakMemoryMb(),
    modelPath: paths.model,
    weightsPath: paths.best,
  });
  return success(undefined);
}
