import type { PipelineInput, PipelineReport } from '../../../shared/contract/pipeline.ts';
import type { Result } from '../../../shared/domain/problem.ts';
import { failure, success } from '../../../shared/domain/problem.ts';
import { killPoint } from '../../platform/index.ts';
import type { JobControl } from '../jobs/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { pipelineReport } from './report.ts';
import { runStage } from './run-stage.ts';
import { type StageOutputs, storedStage, storeStage } from './stage-outputs.ts';
import { stagesOf } from './stages.ts';
import { whyStale } from './status.ts';

/**
 * The whole loop as stages that know what decides them: what is up to date is skipped, and the first stage that fails ends it with its
 * problem. What earlier stages made is kept, so that the same call goes on from there.
 */
export async function runPipeline(
  workspace: Workspace,
  input: PipelineInput,
  control: JobControl,
): Promise<Result<PipelineReport>> {
  const startedAt = Date.now();
  const outputs: Record<string, unknown> = {};
  const stages: PipelineReport['stages'] = [];
  for (const stage of stagesOf(input)) {
    const inputs = stage.inputs(workspace, input, outputs);
    if (!inputs.ok) return inputs;
    if (inputs.value === null)
      return failure('nothing-to-do', 'There is no folder to import. Nothing was done. Name one, or use --demo.');
    const why = whyStale(workspace, input, stage, inputs.value);
    if (why === null) {
      outputs[stage.name] = storedStage(workspace, input.name, stage.name)?.output;
      stages.push({ name: stage.name, state: 'skipped', seconds: 0, why: 'nothing changed' });
      continue;
    }
    const stageStartedAt = Date.now();
    const part: JobControl = {
      signal: control.signal,
      report: (change) =>
        control.report(
          change.activity === undefined ? change : { ...change, activity: `${stage.name}: ${change.activity}` },
        ),
    };
    part.report({ activity: 'begins', done: 0, total: null, unit: '', figures: {}, remainingSeconds: null });
    // Outputs of earlier stages are complete here: a stage without its inputs was refused above.
    const output = await runStage(stage.name, workspace, input, outputs as unknown as StageOutputs, part);
    if (!output.ok) return output;
    outputs[stage.name] = output.value;
    killPoint('pipeline.stage-done');
    // What the stage was started for, not what is there now: a picture or label that came while it ran is for the next run.
    storeStage(workspace, input.name, stage.name, inputs.value, output.value);
    killPoint('pipeline.stage-stored');
    stages.push({ name: stage.name, state: 'ran', seconds: (Date.now() - stageStartedAt) / 1000, why });
  }
  return success(
    pipelineReport(workspace, input, outputs as unknown as StageOutputs, stages, (Date.now() - startedAt) / 1000),
  );
}
