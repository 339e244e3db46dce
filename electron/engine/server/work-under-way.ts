import type { JobKind } from '../../../shared/contract/jobs.ts';
import { liveStatus } from '../station/index.ts';
import type { Workspace } from '../workspace/index.ts';

/** A job as it is named to somebody who is about to end it. */
const names: Readonly<Record<JobKind, string>> = {
  import: 'An import',
  demo: 'Drawing demo scenes',
  'label-inspect': 'Looking through labels',
  'label-import': 'An import of labels',
  'label-export': 'An export of labels',
  freeze: 'Freezing a dataset',
  'dataset-export': 'An export of a dataset',
  'pre-label': 'Labelling beforehand',
  helper: 'Training of a helper',
  train: 'A training',
  evaluate: 'An evaluation',
  pipeline: 'The way to a model',
};

/** What runs now or waits for its turn, one entry each: `A training: epoch 61 of 100`; the live station too, which has no end. */
export function workUnderWay(workspace: Workspace): string[] {
  const jobs = workspace.jobs
    .list()
    .filter(({ state }) => state === 'running')
    .map(({ kind, activity }) => (activity === '' ? names[kind] : `${names[kind]}: ${activity}`));
  const { state, model } = liveStatus(workspace);
  return state === 'off' ? jobs : [...jobs, `The live station with ${model ?? 'a model'}`];
}
