import type { PipelineInput, StageName } from '../../../shared/contract/pipeline.ts';
import { assertNever } from '../../../shared/domain/assert-never.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { freezeDataset, getDataset } from '../datasets/index.ts';
import { evaluateModel, evaluationInputHash, evaluationOfInput } from '../evaluations/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { exportModel, getModel, registerRun } from '../models/index.ts';
import { getRun, resumableRun, resumeRun, trainOnDataset } from '../runs/index.ts';
import { importFolder, writeDemoScenes } from '../sources/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { pipelineParams } from './params.ts';
import type { StageOutputs } from './stage-outputs.ts';
import { demoFolder, importFolderOf, rehearsalShiftCount } from './stages.ts';
import { templateShare } from './template-share.ts';

/** Runs one stage through the feature that does the work, and answers what it leaves behind. */
export async function runStage(
  name: StageName,
  workspace: Workspace,
  input: PipelineInput,
  outputs: StageOutputs,
  control: JobControl,
): Promise<Result<StageOutputs[StageName]>> {
  switch (name) {
    case 'demo': {
      const report = await writeDemoScenes(
        workspace,
        {
          folder: demoFolder(workspace, input),
          seed: input.seed,
          ...(input.isRehearsal ? { shiftCount: rehearsalShiftCount } : {}),
        },
        control,
      );
      return report.ok ? success({ folder: report.value.folder, scenes: report.value.scenes }) : report;
    }
    case 'import': {
      const folder = importFolderOf(workspace, input);
      if (folder === null)
        return failure(
          'nothing-to-do',
          'There is no folder to import. Nothing was done. Name one, or import one first.',
        );
      const storage = input.demo ? 'reference' : 'copy';
      const source = input.demo ? 'synthetic' : 'station';
      const report = await importFolder(
        workspace,
        { folder, storage, source, preparation: null, classes: null, labels: null, author: input.author },
        control,
      );
      if (!report.ok) return report;
      return success({
        folder,
        images: report.value.imported + report.value.alreadyKnown + report.value.sameBytes,
        refused: report.value.refused.length,
      });
    }
    case 'freeze': {
      const dataset = await freezeDataset(
        workspace,
        { name: input.name, seed: input.seed, shares: null, keepRoles: null },
        control,
      );
      return dataset.ok
        ? success({ name: dataset.value.name, version: dataset.value.version, hash: dataset.value.hash })
        : dataset;
    }
    case 'train': {
      const params = pipelineParams(input);
      if (!params.ok) return params;
      const begun = resumableRun(workspace, outputs.freeze.hash, params.value.params);
      const run =
        begun !== null
          ? await resumeRun(workspace, begun, control)
          : await trainOnDataset(
              workspace,
              {
                dataset: outputs.freeze.name,
                datasetVersion: outputs.freeze.version,
                paramsText: params.value.text,
                paramsFile: params.value.file,
                startModel: null,
                allowRandomStart: false,
              },
              control,
            );
      return run.ok ? success({ runId: run.value.id }) : run;
    }
    case 'register': {
      const run = getRun(workspace, outputs.train.runId);
      if (!run.ok) return run;
      const model = await registerRun(workspace, { run: run.value, name: input.name }, control);
      if (!model.ok) return model;
      return success({
        name: model.value.name,
        version: model.value.version,
        sha256: model.value.sha256,
        threshold: model.value.card.decision.threshold,
      });
    }
    case 'evaluate': {
      const dataset = getDataset(workspace, outputs.freeze.name, outputs.freeze.version);
      if (!dataset.ok) return dataset;
      const model = getModel(workspace, `${outputs.register.name}@${outputs.register.version}`);
      if (!model.ok) return model;
      const role = dataset.value.roles.test ? 'test' : 'val';
      // A run cut off after its evaluation was stored does not look at the test role a second time.
      const known = evaluationOfInput(workspace, evaluationInputHash(model.value, dataset.value, role));
      const evaluation = known
        ? success(known)
        : await evaluateModel(
            workspace,
            {
              model: `${model.value.name}@${model.value.version}`,
              dataset: dataset.value.name,
              datasetVersion: dataset.value.version,
              role,
              author: input.author,
              reason: 'pipeline run',
            },
            control,
          );
      if (!evaluation.ok) return evaluation;
      const share = await templateShare(workspace, dataset.value, control);
      return share.ok ? success({ evaluationId: evaluation.value.id, templateShare: share.value }) : share;
    }
    case 'export': {
      const report = await exportModel(workspace, {
        model: `${outputs.register.name}@${outputs.register.version}`,
        path: null,
        pytorch: false,
      });
      return report.ok ? success({ path: report.value.path, sha256: report.value.sha256 }) : report;
    }
    default:
      return assertNever(name);
  }
}
