import type { PipelineInput, StageStatus } from '../../../shared/contract/pipeline.ts';
import type { Workspace } from '../workspace/index.ts';
import { isStillThere, storedStage } from './stage-outputs.ts';
import { type StagePlan, stagesOf } from './stages.ts';

/** Why a stage would run: null when what it left is up to date. */
export function whyStale(
  workspace: Workspace,
  input: PipelineInput,
  stage: StagePlan,
  inputs: Readonly<Record<string, string>>,
): string | null {
  const stored = storedStage(workspace, input.name, stage.name);
  if (!stored) return 'it has not run yet';
  const changed = Object.keys(inputs).filter((key) => inputs[key] !== stored.inputs[key]);
  if (changed.length > 0) return `${changed.map((key) => stage.words[key] ?? key).join(' and ')} changed`;
  return isStillThere(stage.name, stored.output) ? null : 'what it made is gone';
}

/** Each stage with its state and the reason, without running anything. A stage after a stale one is stale because of it. */
export function pipelineStatus(workspace: Workspace, input: PipelineInput): StageStatus[] {
  const outputs: Record<string, unknown> = {};
  let before: string | null = null;
  return stagesOf(input).map((stage): StageStatus => {
    const stored = storedStage(workspace, input.name, stage.name);
    const finishedAt = stored?.finishedAt ?? null;
    const state = (why: string): StageStatus => ({
      name: stage.name,
      state: stored ? 'stale' : 'never-run',
      why,
      finishedAt,
    });
    if (before !== null) return state(`${before} comes first`);
    const inputs = stage.inputs(workspace, input, outputs);
    const why = !inputs.ok
      ? inputs.problem.sentence
      : inputs.value === null
        ? 'there is no folder to import'
        : whyStale(workspace, input, stage, inputs.value);
    if (why !== null) {
      before = stage.name;
      return state(why);
    }
    outputs[stage.name] = stored?.output;
    return { name: stage.name, state: 'fresh', why: '', finishedAt };
  });
}
