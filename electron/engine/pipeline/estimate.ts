import type { PipelineEstimate, PipelineInput } from '../../../shared/contract/pipeline.ts';
import { draftDataset } from '../datasets/index.ts';
import { commonSize, timeOfTraining } from '../runs/index.ts';
import { workspacePreparation } from '../sources/index.ts';
import { classNames, type Workspace } from '../workspace/index.ts';
import { pipelineParams } from './params.ts';

/**
 * How long the training of a pipeline would take: on the roles freezing would give now, all pictures as large as most. Near-duplicates are
 * found only while freezing, so it may take a little less.
 */
export async function estimatePipeline(workspace: Workspace, input: PipelineInput): Promise<PipelineEstimate> {
  const params = pipelineParams(input);
  if (!params.ok) return unknown(params.problem.sentence);
  const draft = draftDataset(workspace, { name: input.name, seed: input.seed, shares: null, keepRoles: null });
  if (!draft.ok) return unknown(draft.problem.sentence);
  const sourceSize = commonSize(workspace);
  const preparation = workspacePreparation(workspace);
  const { train, val } = draft.value.roles;
  if (sourceSize === null || preparation === null || !train || !val)
    return unknown('The labels are too few yet to teach from some and to choose by others.');
  const images = [train, val].flatMap(({ images: count }, at) =>
    Array.from({ length: count }, () => ({ role: at === 0 ? ('train' as const) : ('val' as const), sourceSize })),
  );
  const set = { images, classes: classNames(workspace), preparation };
  const { seconds, speed } = await timeOfTraining(workspace, set, params.value.params);
  return { seconds, basis: speed.sentence };
}

function unknown(basis: string): PipelineEstimate {
  return { seconds: null, basis };
}
