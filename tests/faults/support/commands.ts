import type { EngineClient } from '../../../electron/cli/client/connect.ts';
import { ImagePictures } from '../../../electron/engine/images/index.ts';
import type { Workspace } from '../../../electron/engine/workspace/index.ts';
import { datasetSummarySchema } from '../../../shared/contract/datasets.ts';
import { evaluationSummarySchema } from '../../../shared/contract/evaluations.ts';
import type { JobSnapshot } from '../../../shared/contract/jobs.ts';
import { pipelineReportSchema } from '../../../shared/contract/pipeline.ts';
import { runSummarySchema } from '../../../shared/contract/runs.ts';
import { importReportSchema } from '../../../shared/contract/sources.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { tinyParams, tinyPreparation } from './pictures.ts';
import type { CommandName } from './stages.ts';

export const names = { dataset: 'square', model: 'square', run: 'run-0001' } as const;

/** What a client was told: whoever saw it may rely on it, whatever is killed afterwards. */
export type Acknowledged = {
  imported: number;
  epochs: number;
  datasetHash: string | null;
  finishedRun: string | null;
  modelSha256: string | null;
  evaluationId: number | null;
};

export function nothingAcknowledged(): Acknowledged {
  return { imported: 0, epochs: 0, datasetHash: null, finishedRun: null, modelSha256: null, evaluationId: null };
}

/**
 * Does what one command of the command line does, or the window where there is none, and notes what it is told. `here`: the workspace where the engine is
 * in this process. Throws when the engine goes away or a job fails.
 */
export async function perform(
  command: CommandName,
  client: EngineClient,
  pictures: string,
  told: Acknowledged,
  here: Workspace | null,
): Promise<void> {
  const author = 'fault test';
  switch (command) {
    case 'init':
    case 'open':
      await client.workspace.info();
      return;
    case 'import': {
      const { jobId } = await client.sources.import({ folder: pictures, preparation: tinyPreparation, author });
      const snapshot = await followed(client, jobId, ({ activity, done }) => {
        if (activity === 'importing') told.imported = done;
      });
      told.imported = importReportSchema.parse(snapshot.result).filesSeen;
      return;
    }
    case 'show': {
      // The grid's small pictures, as they are asked for over HTTP.
      if (here === null) throw new Error('pictures are shown by an engine in this process only');
      const shown = new ImagePictures(here);
      const { images } = await client.images.list({ limit: 100 });
      const answers = await Promise.all(images.map(({ id }) => shown.thumbnail(id, new AbortController().signal)));
      for (const answer of answers) if (!answer.ok) throw new ProblemError(answer.problem);
      return;
    }
    case 'freeze': {
      const { jobId } = await client.datasets.freeze({ name: names.dataset, seed: 42, shares: null, keepRoles: null });
      told.datasetHash = datasetSummarySchema.parse((await followed(client, jobId)).result).hash;
      return;
    }
    case 'train': {
      const { jobId } = await client.runs.train({ dataset: names.dataset, paramsText: tinyParams });
      const snapshot = await followed(client, jobId, ({ unit, done }) => {
        if (unit === 'epochs') told.epochs = Math.max(told.epochs, Math.floor(done));
      });
      told.finishedRun = runSummarySchema.parse(snapshot.result).id;
      return;
    }
    case 'register':
      told.modelSha256 = (await client.models.register({ runId: names.run, name: names.model })).sha256;
      return;
    case 'evaluate': {
      const input = { model: names.model, dataset: names.dataset, role: 'test' as const, author, reason: 'fault test' };
      const { jobId } = await client.evaluations.evaluate(input);
      told.evaluationId = evaluationSummarySchema.parse((await followed(client, jobId)).result).id;
      return;
    }
    case 'pipeline': {
      const input = { demo: false, folder: pictures, name: names.dataset, seed: 42, author };
      const { jobId } = await client.pipeline.run({ ...input, paramsText: tinyParams, paramsFile: 'params.yaml' });
      pipelineReportSchema.parse((await followed(client, jobId)).result);
      return;
    }
  }
}

async function followed(
  client: EngineClient,
  jobId: string,
  note: (snapshot: JobSnapshot) => void = () => undefined,
): Promise<JobSnapshot> {
  for await (const snapshot of await client.jobs.watch({ jobId })) {
    note(snapshot);
    if (snapshot.state === 'done') return snapshot;
    if (snapshot.state === 'running') continue;
    throw new ProblemError(snapshot.problem ?? { code: 'cancelled', sentence: 'The job was stopped.' });
  }
  throw new Error('the engine went away');
}
